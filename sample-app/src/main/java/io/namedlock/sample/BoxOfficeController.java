package io.namedlock.sample;

import java.util.List;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The box office's endpoints. All of them take form fields.
 */
@RestController
class BoxOfficeController {

	private final TicketService tickets;

	private final PaymentService payments;

	private final AccountService accounts;

	private final StatementService statements;

	private final NightlyReport nightlyReport;

	BoxOfficeController(TicketService tickets, PaymentService payments, AccountService accounts,
			StatementService statements, NightlyReport nightlyReport) {
		this.tickets = tickets;
		this.payments = payments;
		this.accounts = accounts;
		this.statements = statements;
		this.nightlyReport = nightlyReport;
	}

	@PutMapping("/events/{event}")
	Event openEvent(@PathVariable String event, @RequestParam int tickets) {
		return this.tickets.open(event, tickets);
	}

	@GetMapping("/events/{event}")
	Event event(@PathVariable String event) {
		return this.tickets.event(event);
	}

	@PostMapping("/events/{event}/orders")
	TicketOrder order(@PathVariable String event, @RequestParam String customer) {
		return this.tickets.order(event, customer);
	}

	@GetMapping("/events/{event}/orders")
	Sales sales(@PathVariable String event) {
		return this.tickets.sales(event);
	}

	@PostMapping("/payments")
	List<Payment> settle(@RequestParam String notice, @RequestParam String order) {
		return this.payments.settle(new PaymentNotice(notice, order));
	}

	@PutMapping("/accounts/{account}")
	Account openAccount(@PathVariable String account, @RequestParam long balance) {
		return this.accounts.open(account, balance);
	}

	@GetMapping("/accounts/{account}")
	Account account(@PathVariable String account) {
		return this.accounts.account(account);
	}

	@PostMapping("/transfers")
	List<Account> transfer(@RequestParam String from, @RequestParam String to, @RequestParam long amount) {
		return this.accounts.transfer(from, to, amount);
	}

	@PostMapping("/customers/{customer}/points")
	StatementLine book(@PathVariable String customer, @RequestParam long points) {
		return this.statements.book(customer, points);
	}

	@GetMapping("/customers/{customer}/points")
	List<StatementLine> statement(@PathVariable String customer) {
		return this.statements.statement(customer);
	}

	@PostMapping("/reports")
	void writeReport() {
		this.nightlyReport.write();
	}

	@GetMapping("/reports")
	List<Report> reports() {
		return this.nightlyReport.reports();
	}

}

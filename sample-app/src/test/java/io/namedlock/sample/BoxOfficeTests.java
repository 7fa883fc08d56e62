package io.namedlock.sample;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "box-office.database.port=0", "named-lock.wait-time=1m" })
@AutoConfigureRestTestClient
class BoxOfficeTests {

	private static final int CALLS = 20;

	@Autowired
	private RestTestClient client;

	@Autowired
	private PaymentService payments;

	@Autowired
	private AccountService accounts;

	@Autowired
	private StatementService statements;

	@Autowired
	private NightlyReport report;

	@Test
	void sellsTheLastTicketAndRefusesTheNext() {
		put("/events/matinee", "tickets=1").expectStatus().isOk();
		post("/events/matinee/orders", "customer=42").expectStatus().isOk();
		post("/events/matinee/orders", "customer=43").expectStatus()
			.isEqualTo(HttpStatus.CONFLICT)
			.expectBody()
			.jsonPath("$.detail")
			.isEqualTo("'matinee' is sold out");
		this.client.get().uri("/events/matinee").exchange().expectBody().jsonPath("$.available").isEqualTo(0);
	}

	@Test
	void knowsNoEventThatWasNotOpened() {
		post("/events/never/orders", "customer=42").expectStatus().isNotFound();
	}

	@Test
	void oversellsInARushWithoutTheLockOnly() {
		post("/demo/rush", "").expectStatus()
			.isOk()
			.expectBody()
			.jsonPath("$.withoutLock.oversold")
			.value(Integer.class, (oversold) -> assertThat(oversold).isPositive())
			.jsonPath("$.withLock.oversold")
			.isEqualTo(0)
			.jsonPath("$.withLock.sold")
			.isEqualTo(5);
	}

	@Test
	void booksAPaymentNoticeOnce() throws Exception {
		PaymentNotice notice = new PaymentNotice("n-1", "o-1");
		call(() -> this.payments.settle(notice));
		assertThat(this.payments.payments("n-1")).hasSize(1);
	}

	@Test
	void transfersInBothDirectionsWithoutDeadlock() throws Exception {
		this.accounts.open("till", 100);
		this.accounts.open("theatre", 100);
		Together.call(CALLS, (number) -> (number % 2 == 0) ? () -> this.accounts.transfer("till", "theatre", 1)
				: () -> this.accounts.transfer("theatre", "till", 1));
		assertThat(this.accounts.account("till").balance()).isEqualTo(100);
		assertThat(this.accounts.account("theatre").balance()).isEqualTo(100);
	}

	@Test
	void refusesATransferThatIsNotCovered() {
		put("/accounts/empty", "balance=0").expectStatus().isOk();
		put("/accounts/full", "balance=9").expectStatus().isOk();
		post("/transfers", "from=empty&to=full&amount=1").expectStatus().isEqualTo(HttpStatus.CONFLICT);
		post("/transfers", "from=full&to=full&amount=1").expectStatus().isEqualTo(HttpStatus.CONFLICT);
		assertThat(this.accounts.account("full").balance()).isEqualTo(9);
	}

	@Test
	void continuesACustomersStatementLineByLine() throws Exception {
		call(() -> this.statements.book("42", 2));
		assertThat(this.statements.statement("42")).extracting(StatementLine::total)
			.containsExactlyElementsOf(IntStream.rangeClosed(1, CALLS).mapToObj((line) -> 2L * line).toList());
	}

	@Test
	void writesTheReport() {
		this.report.write();
		assertThat(this.report.reports()).hasSize(1);
	}

	private ResponseSpec put(String path, String form) {
		return this.client.put().uri(path).contentType(MediaType.APPLICATION_FORM_URLENCODED).body(form).exchange();
	}

	private ResponseSpec post(String path, String form) {
		return this.client.post().uri(path).contentType(MediaType.APPLICATION_FORM_URLENCODED).body(form).exchange();
	}

	private static <T> List<T> call(Callable<T> call) throws Exception {
		return Together.call(CALLS, (number) -> call);
	}

}

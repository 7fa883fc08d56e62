package io.namedlock.sample;

import java.util.List;

import io.namedlock.annotation.NamedLock;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Books each payment notice once, however often and wherever it arrives. The table has no
 * unique key: the lock alone keeps the second notice waiting until the first is booked.
 */
@Service
class PaymentService {

	private final JdbcClient jdbc;

	private final Bank bank;

	private final BoxOfficeProperties properties;

	PaymentService(JdbcClient jdbc, Bank bank, BoxOfficeProperties properties) {
		this.jdbc = jdbc;
		this.bank = bank;
		this.properties = properties;
	}

	@NamedLock("box-office:payment:<#notice.id>")
	@Transactional
	public List<Payment> settle(PaymentNotice notice) {
		if (payments(notice.id()).isEmpty()) {
			this.bank.confirm();
			this.jdbc.sql("INSERT INTO payment (notice, ticket_order, instance) VALUES (?, ?, ?)")
				.params(notice.id(), notice.order(), this.properties.instance())
				.update();
		}
		return payments(notice.id());
	}

	public List<Payment> payments(String noticeId) {
		return this.jdbc.sql("SELECT notice, ticket_order, instance FROM payment WHERE notice = ?")
			.param(noticeId)
			.query(new SimplePropertyRowMapper<>(Payment.class))
			.list();
	}

}

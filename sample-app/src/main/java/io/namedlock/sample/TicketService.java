package io.namedlock.sample;

import java.util.UUID;

import io.namedlock.annotation.NamedLock;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Sells the tickets of an event, the last one once.
 * <p>
 * An order reads the stock, asks the bank and writes the stock it has worked out. No
 * constraint, no {@code FOR UPDATE} and no version column guards it: the lock alone does.
 * It is taken before the transaction begins and released after it has ended, so the next
 * order reads what this one has committed.
 */
@Service
class TicketService {

	private final JdbcClient jdbc;

	private final Bank bank;

	private final BoxOfficeProperties properties;

	TicketService(JdbcClient jdbc, Bank bank, BoxOfficeProperties properties) {
		this.jdbc = jdbc;
		this.bank = bank;
		this.properties = properties;
	}

	@NamedLock("box-office:event:<#eventId>")
	@Transactional
	public TicketOrder order(String eventId, String customer) {
		return sell(eventId, customer);
	}

	/**
	 * The same without the lock, for a rush to show what then happens.
	 */
	@Transactional
	public TicketOrder orderWithoutLock(String eventId, String customer) {
		return sell(eventId, customer);
	}

	@NamedLock("box-office:event:<#eventId>")
	@Transactional
	public Event open(String eventId, int tickets) {
		this.jdbc.sql("DELETE FROM ticket_order WHERE event = ?").param(eventId).update();
		this.jdbc.sql("DELETE FROM event WHERE id = ?").param(eventId).update();
		this.jdbc.sql("INSERT INTO event (id, tickets, available) VALUES (?, ?, ?)")
			.params(eventId, tickets, tickets)
			.update();
		return event(eventId);
	}

	public Event event(String eventId) {
		return this.jdbc.sql("SELECT id, tickets, available FROM event WHERE id = ?")
			.param(eventId)
			.query(Event.class)
			.single();
	}

	/**
	 * Everything that was sold of an event; nothing for one that was never opened.
	 */
	public Sales sales(String eventId) {
		int tickets = this.jdbc.sql("SELECT tickets FROM event WHERE id = ?")
			.param(eventId)
			.query(Integer.class)
			.optional()
			.orElse(0);
		return new Sales(tickets,
				this.jdbc.sql("SELECT id, event, customer, instance FROM ticket_order WHERE event = ? ORDER BY sold_at")
					.param(eventId)
					.query(new SimplePropertyRowMapper<>(TicketOrder.class))
					.list());
	}

	private TicketOrder sell(String eventId, String customer) {
		int available = event(eventId).available();
		if (available == 0) {
			throw new RefusedException("'%s' is sold out".formatted(eventId));
		}
		this.bank.confirm();
		this.jdbc.sql("UPDATE event SET available = ? WHERE id = ?").params(available - 1, eventId).update();
		return save(new TicketOrder(UUID.randomUUID().toString(), eventId, customer, this.properties.instance()));
	}

	private TicketOrder save(TicketOrder order) {
		this.jdbc
			.sql("INSERT INTO ticket_order (id, event, customer, instance) VALUES (:id, :event, :customer, :instance)")
			.paramSource(order)
			.update();
		return order;
	}

}

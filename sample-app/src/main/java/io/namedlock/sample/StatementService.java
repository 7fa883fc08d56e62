package io.namedlock.sample;

import java.util.List;

import io.namedlock.annotation.NamedLock;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps each customer's statement, in which a line continues the one before it. The lines
 * of one customer are written one after another, those of different customers side by
 * side. The table numbers nothing and has no key: the lock alone keeps the order.
 */
@Service
class StatementService {

	private final JdbcClient jdbc;

	private final Bank bank;

	private final BoxOfficeProperties properties;

	StatementService(JdbcClient jdbc, Bank bank, BoxOfficeProperties properties) {
		this.jdbc = jdbc;
		this.bank = bank;
		this.properties = properties;
	}

	@NamedLock("box-office:customer:<#customer>")
	@Transactional
	public StatementLine book(String customer, long points) {
		List<StatementLine> lines = statement(customer);
		StatementLine last = lines.isEmpty() ? StatementLine.start(customer) : lines.get(lines.size() - 1);
		this.bank.confirm();
		return save(last.next(points, this.properties.instance()));
	}

	public List<StatementLine> statement(String customer) {
		return this.jdbc.sql("""
				SELECT customer, position, points, total, instance FROM statement_line
				WHERE customer = ? ORDER BY position""")
			.param(customer)
			.query(new SimplePropertyRowMapper<>(StatementLine.class))
			.list();
	}

	private StatementLine save(StatementLine line) {
		this.jdbc.sql("""
				INSERT INTO statement_line (customer, position, points, total, instance)
				VALUES (:customer, :position, :points, :total, :instance)""").paramSource(line).update();
		return line;
	}

}

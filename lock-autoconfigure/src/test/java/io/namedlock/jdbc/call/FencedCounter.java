package io.namedlock.jdbc.call;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Objects;

import io.namedlock.test.RowLockBackends;
import io.namedlock.test.TestDatabase;

/**
 * A resource beside the locks that checks their fencing tokens: a number in a table that
 * is read, worked out and written in separate statements. Nothing else protects it. How
 * often it was written is counted beside it, in the very statement that writes, and so
 * tells whether an increment was lost or made twice.
 */
final class FencedCounter implements AutoCloseable {

	/**
	 * Shows the token before the number is read, so that whoever read it earlier is
	 * refused from then on.
	 */
	static final String SHOW = "UPDATE account SET token = ? WHERE name = ? AND token <= ?";

	static final String READ = "SELECT amount FROM account WHERE name = ?";

	/**
	 * Writes unless somebody with a higher token was there.
	 */
	static final String WRITE = "UPDATE account SET amount = ?, token = ? WHERE name = ? AND token <= ?";

	private static final String OVERWRITE = "UPDATE account SET amount = ? WHERE name = ?";

	private final Connection connection;

	private final String name;

	FencedCounter(TestDatabase database, String name) throws SQLException {
		this.connection = database.connect();
		this.name = name;
	}

	/**
	 * Makes a counter, at zero, and the tables.
	 */
	static FencedCounter create(TestDatabase database, String name) throws SQLException {
		createTables(database);
		FencedCounter counter = new FencedCounter(database, name);
		counter.update("INSERT INTO account (name, amount, token, writes) VALUES (?, 0, 0, 0)", name);
		return counter;
	}

	String name() {
		return this.name;
	}

	/**
	 * Shows a token.
	 * @return {@code false} if somebody with a higher one was there
	 */
	boolean show(long token) throws SQLException {
		return update(SHOW, token, this.name, token);
	}

	long read() throws SQLException {
		return Objects.requireNonNull(TestDatabase.ask(this.connection, READ, this.name));
	}

	/**
	 * Writes under a token.
	 * @return {@code false} if somebody with a higher one was there, and nothing was
	 * written
	 */
	boolean write(long amount, long token) throws SQLException {
		return update(counted(WRITE), amount, token, this.name, token);
	}

	/**
	 * Writes without asking anybody.
	 */
	void overwrite(long amount) throws SQLException {
		update(counted(OVERWRITE), amount, this.name);
	}

	/**
	 * How often it was written: more often than its amount says if two have read the
	 * same.
	 */
	long writes() throws SQLException {
		return Objects
			.requireNonNull(TestDatabase.ask(this.connection, "SELECT writes FROM account WHERE name = ?", this.name));
	}

	@Override
	public void close() throws SQLException {
		this.connection.close();
	}

	private static void createTables(TestDatabase database) {
		RowLockBackends.createTables(database);
		database.run("CREATE TABLE IF NOT EXISTS account" + " (name VARCHAR(64) PRIMARY KEY, amount BIGINT NOT"
				+ " NULL, token BIGINT NOT NULL, writes BIGINT NOT NULL)");
	}

	/**
	 * One statement: a process that is stopped within a transaction would keep the others
	 * from the row.
	 */
	private static String counted(String update) {
		return update.replace(" WHERE", ", writes = writes + 1 WHERE");
	}

	private boolean update(String sql, Object... parameters) throws SQLException {
		try (PreparedStatement statement = this.connection.prepareStatement(sql)) {
			for (int i = 0; i < parameters.length; i++) {
				statement.setObject(i + 1, parameters[i]);
			}
			return statement.executeUpdate() == 1;
		}
	}

}

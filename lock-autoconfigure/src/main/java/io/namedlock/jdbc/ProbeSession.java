package io.namedlock.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;

import io.namedlock.LockMode;
import io.namedlock.core.LockKey;
import io.namedlock.jdbc.dialect.AcquireAnswer;
import io.namedlock.jdbc.dialect.LockDialect;
import io.namedlock.jdbc.dialect.NamedLockDialect;
import org.jspecify.annotations.Nullable;

/**
 * A connection of the start-up check. It takes no notice of the session's number in an
 * answer, but can be asked for it. Not safe for use by several threads.
 */
final class ProbeSession implements AutoCloseable {

	private final LockConnectionSource source;

	private final LockDialect dialect;

	private final Connection connection;

	/**
	 * Opens a session.
	 * @param answerTime how long an answer may take
	 */
	ProbeSession(LockConnectionSource source, LockDialect dialect, Duration answerTime) throws SQLException {
		this.source = source;
		this.dialect = dialect;
		this.connection = source.open();
		try {
			SessionConnection.limitAnswers(this.connection, answerTime);
			this.connection.setAutoCommit(true);
		}
		catch (SQLException | RuntimeException ex) {
			close();
			throw ex;
		}
	}

	/**
	 * Begins a transaction that lasts until the session is closed.
	 */
	void beginTransaction() throws SQLException {
		this.connection.setAutoCommit(false);
		number();
	}

	/**
	 * The number by which the server knows the session that answers now.
	 */
	long number() throws SQLException {
		return Objects.requireNonNull(ask(this.dialect.ping()));
	}

	boolean tryAcquire(NamedLockDialect locks, LockKey key) throws SQLException {
		Long answer = ask(locks.tryAcquire(LockMode.EXCLUSIVE), locks, key);
		return locks.acquired(answer) == AcquireAnswer.GRANTED;
	}

	void release(NamedLockDialect locks, LockKey key) throws SQLException {
		ask(locks.release(LockMode.EXCLUSIVE), locks, key);
	}

	@Nullable Long ask(String query) throws SQLException {
		try (PreparedStatement statement = this.connection.prepareStatement(query)) {
			return answer(statement);
		}
	}

	/**
	 * Ends the session at the server, and with it what it holds.
	 */
	@Override
	public void close() {
		this.source.discard(this.connection);
	}

	private @Nullable Long ask(String query, NamedLockDialect locks, LockKey key) throws SQLException {
		try (PreparedStatement statement = this.connection.prepareStatement(query)) {
			locks.bind(statement, key);
			return answer(statement);
		}
	}

	private static @Nullable Long answer(PreparedStatement statement) throws SQLException {
		try (ResultSet result = statement.executeQuery()) {
			if (!result.next()) {
				return null;
			}
			long answer = result.getLong(2);
			return result.wasNull() ? null : answer;
		}
	}

}

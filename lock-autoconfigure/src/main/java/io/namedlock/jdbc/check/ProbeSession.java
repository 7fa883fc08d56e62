package io.namedlock.jdbc.check;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;

import io.namedlock.jdbc.LockConnectionSource;
import io.namedlock.jdbc.SessionConnection;
import io.namedlock.jdbc.SessionConnection.Parameters;
import io.namedlock.jdbc.session.Locking;
import org.jspecify.annotations.Nullable;

/**
 * A connection of the start-up check. Unlike a session of locks, it does not compare the
 * session's number in each answer, but can be asked for it. Not safe for use by several
 * threads.
 */
final class ProbeSession implements AutoCloseable {

	private final LockConnectionSource source;

	private final Locking locking;

	private final Connection connection;

	ProbeSession(LockConnectionSource source, Locking locking, Duration answerTime) throws SQLException {
		this.source = source;
		this.locking = locking;
		this.connection = source.open();
		try {
			SessionConnection.limitAnswers(this.connection, answerTime);
			locking.prepare(this.connection);
			this.connection.setAutoCommit(true);
		}
		catch (SQLException | RuntimeException ex) {
			close();
			throw ex;
		}
	}

	/**
	 * Begins a transaction, unless there is one. It lasts until it is ended, or the
	 * session is closed.
	 */
	void beginTransaction() throws SQLException {
		this.connection.setAutoCommit(false);
		number();
	}

	void endTransaction() throws SQLException {
		if (!this.connection.getAutoCommit()) {
			this.connection.rollback();
			this.connection.setAutoCommit(true);
		}
	}

	/**
	 * The number by which the server knows the session that answers now.
	 */
	long number() throws SQLException {
		return Objects.requireNonNull(ask(this.locking.dialect().ping(), Parameters.NONE, 1));
	}

	/**
	 * Runs a query whose second column is the answer, {@code null} for NULL or if there
	 * is no row.
	 */
	@Nullable Long ask(String query) throws SQLException {
		return ask(query, Parameters.NONE);
	}

	@Nullable Long ask(String query, Parameters parameters) throws SQLException {
		return ask(query, parameters, 2);
	}

	void update(String sql, Parameters parameters) throws SQLException {
		try (PreparedStatement statement = this.connection.prepareStatement(sql)) {
			parameters.set(statement);
			statement.executeUpdate();
		}
	}

	/**
	 * Ends the session at the server, and with it what it holds.
	 */
	@Override
	public void close() {
		this.source.discard(this.connection);
	}

	private @Nullable Long ask(String query, Parameters parameters, int column) throws SQLException {
		try (PreparedStatement statement = this.connection.prepareStatement(query)) {
			parameters.set(statement);
			try (ResultSet result = statement.executeQuery()) {
				if (!result.next()) {
					return null;
				}
				long answer = result.getLong(column);
				return result.wasNull() ? null : answer;
			}
		}
	}

}

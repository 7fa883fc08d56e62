package io.namedlock.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;

import io.namedlock.core.LockKey;
import org.jspecify.annotations.Nullable;

/**
 * The connection of a session: each answer must come from the session that was opened,
 * within its time, and sets the session's clock. Not safe for use by several threads,
 * except for {@link #cancel()} and {@link #discard()}.
 */
final class SessionConnection {

	private final Connection connection;

	private final LockConnectionSource source;

	private final SessionClock clock;

	private final long id;

	private volatile @Nullable Statement running;

	SessionConnection(Connection connection, LockConnectionSource source, SessionClock clock, long id) {
		this.connection = connection;
		this.source = source;
		this.clock = clock;
		this.id = id;
	}

	static void limitAnswers(Connection connection, Duration timeout) throws SQLException {
		connection.setNetworkTimeout(Runnable::run, (int) Math.min(timeout.toMillis(), Integer.MAX_VALUE));
	}

	long id() {
		return this.id;
	}

	/**
	 * Runs a query of two columns, the session's number and the answer.
	 */
	@Nullable Long ask(String query, @Nullable LockKey key, Duration timeout) throws SQLException {
		limitAnswers(this.connection, timeout);
		try (PreparedStatement statement = prepare(query, key)) {
			this.running = statement;
			SessionClock.Moment sent = this.clock.now();
			Long answer = read(statement);
			this.clock.answered(sent);
			return answer;
		}
		finally {
			this.running = null;
		}
	}

	void update(String sql, LockKey key, Duration timeout) throws SQLException {
		limitAnswers(this.connection, timeout);
		try (PreparedStatement statement = prepare(sql, key)) {
			statement.executeUpdate();
		}
	}

	void cancel() throws SQLException {
		Statement statement = this.running;
		if (statement != null) {
			cancel(statement);
		}
	}

	/**
	 * MySQL's driver fails with a {@link NullPointerException} if the statement ends at
	 * the same moment.
	 */
	private static void cancel(Statement statement) throws SQLException {
		try {
			statement.cancel();
		}
		catch (RuntimeException ex) {
			throw new SQLException("The statement could not be cancelled", ex);
		}
	}

	void discard() {
		this.source.discard(this.connection);
	}

	private PreparedStatement prepare(String sql, @Nullable LockKey key) throws SQLException {
		PreparedStatement statement = this.connection.prepareStatement(sql);
		if (key != null) {
			statement.setString(1, key.value());
		}
		return statement;
	}

	private @Nullable Long read(PreparedStatement statement) throws SQLException {
		try (ResultSet result = statement.executeQuery()) {
			result.next();
			requireSameSession(result.getLong(1));
			long answer = result.getLong(2);
			return result.wasNull() ? null : answer;
		}
	}

	private void requireSameSession(long answering) throws SQLException {
		if (answering != this.id) {
			throw new SQLNonTransientConnectionException(
					"Session %d was replaced by session %d, which holds none of its locks".formatted(this.id,
							answering),
					"08003");
		}
	}

}

package io.namedlock.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.namedlock.core.LockKey;
import io.namedlock.jdbc.dialect.NamedLockDialect;
import org.jspecify.annotations.Nullable;

/**
 * The connection of a session: each answer must come from the session that was opened,
 * within its time, and sets the session's clock. Not safe for use by several threads,
 * except for {@link #cancel()} and {@link #discard()}.
 */
final class SessionConnection {

	private final Connection connection;

	private final LockConnectionSource source;

	private final NamedLockDialect dialect;

	private final SessionClock clock;

	private final long id;

	private final OpenStatements statements;

	private @Nullable Duration limit;

	private volatile @Nullable Statement running;

	SessionConnection(Connection connection, LockConnectionSource source, NamedLockDialect dialect, SessionClock clock,
			long id) {
		this.connection = connection;
		this.source = source;
		this.dialect = dialect;
		this.clock = clock;
		this.id = id;
		this.statements = new OpenStatements(connection);
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
		return checked(() -> read(prepare(query, key, timeout), (result) -> answer(result, 2)));
	}

	/**
	 * Runs a query of the session's number and an answer for each of several calls.
	 * @param query a batch of the dialect
	 * @param size how many calls the query has room for
	 */
	List<@Nullable Long> askTogether(String query, int size, List<QueuedCall> calls, Duration timeout)
			throws SQLException {
		return checked(() -> {
			PreparedStatement statement = prepare(query, null, timeout);
			bind(statement, size, calls);
			return read(statement, (result) -> answers(result, calls.size()));
		});
	}

	void update(String sql, LockKey key, Duration timeout) throws SQLException {
		checked(() -> prepare(sql, key, timeout).executeUpdate());
	}

	void cancel() throws SQLException {
		Statement statement = this.running;
		if (statement != null) {
			checked(() -> {
				statement.cancel();
				return null;
			});
		}
	}

	void discard() {
		this.source.discard(this.connection);
	}

	/**
	 * Turns whatever a driver throws into the failure that ends the session, since nobody
	 * knows the state of the connection then. MySQL's driver fails with a
	 * {@link NullPointerException} if a statement ends while it is cancelled.
	 */
	private static <T extends @Nullable Object> T checked(SqlCall<T> call) throws SQLException {
		try {
			return call.run();
		}
		catch (RuntimeException | Error ex) {
			throw new SQLException("The driver failed: " + ex, ex);
		}
	}

	private PreparedStatement prepare(String sql, @Nullable LockKey key, Duration timeout) throws SQLException {
		if (!timeout.equals(this.limit)) {
			limitAnswers(this.connection, timeout);
			this.limit = timeout;
		}
		PreparedStatement statement = this.statements.get(sql);
		if (key != null) {
			this.dialect.bind(statement, key);
		}
		return statement;
	}

	private <T extends @Nullable Object> T read(PreparedStatement statement, Reader<T> reader) throws SQLException {
		this.running = statement;
		SessionClock.Moment sent = this.clock.now();
		try (ResultSet result = statement.executeQuery()) {
			result.next();
			requireSameSession(result.getLong(1));
			T answer = reader.read(result);
			this.clock.answered(sent);
			return answer;
		}
		finally {
			this.running = null;
		}
	}

	private void bind(PreparedStatement statement, int size, List<QueuedCall> calls) throws SQLException {
		for (int i = 0; i < size; i++) {
			QueuedCall call = calls.get(Math.min(i, calls.size() - 1));
			int code = (i < calls.size()) ? call.code() : NamedLockDialect.NOTHING;
			this.dialect.bind(statement, i, code, call.key());
		}
	}

	private static List<@Nullable Long> answers(ResultSet result, int count) throws SQLException {
		List<@Nullable Long> answers = new ArrayList<>(count);
		for (int i = 0; i < count; i++) {
			answers.add(answer(result, i + 2));
		}
		return answers;
	}

	private static @Nullable Long answer(ResultSet result, int column) throws SQLException {
		long answer = result.getLong(column);
		return result.wasNull() ? null : answer;
	}

	private void requireSameSession(long answering) throws SQLException {
		if (answering != this.id) {
			throw new SQLNonTransientConnectionException(
					"Session %d was replaced by session %d, which holds none of its locks".formatted(this.id,
							answering),
					"08003");
		}
	}

	/**
	 * Reads the answers of a row.
	 *
	 * @param <T> what they are read into
	 */
	@FunctionalInterface
	private interface Reader<T extends @Nullable Object> {

		T read(ResultSet result) throws SQLException;

	}

}

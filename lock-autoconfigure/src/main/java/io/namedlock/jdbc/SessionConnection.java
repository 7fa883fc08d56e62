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

	private final OpenStatements statements;

	private @Nullable Duration limit;

	private volatile @Nullable Statement running;

	SessionConnection(Connection connection, LockConnectionSource source, SessionClock clock, long id) {
		this.connection = connection;
		this.source = source;
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
	 * The session in the database's own terms.
	 */
	String name() {
		return name(this.id);
	}

	static String name(long id) {
		return "connection " + id;
	}

	/**
	 * Runs a query of two columns, the session's number and the answer.
	 * @return the answer, {@code null} for NULL or if there is no row
	 */
	@Nullable Long ask(String query, Parameters parameters, Duration timeout) throws SQLException {
		return checked(() -> {
			PreparedStatement statement = prepare(query, parameters, timeout);
			return first(read(statement, statement::executeQuery, 1));
		});
	}

	/**
	 * Runs a query of the session's number and several answers, in one row or in a row
	 * each.
	 * @param count how many answers to read
	 */
	List<@Nullable Long> askTogether(String query, int count, Parameters parameters, Duration timeout)
			throws SQLException {
		List<@Nullable Long> answers = checked(() -> {
			PreparedStatement statement = prepare(query, parameters, timeout);
			return read(statement, statement::executeQuery, count);
		});
		if (answers.size() < count) {
			throw new SQLException("The database gave %d of %d answers".formatted(answers.size(), count));
		}
		return answers;
	}

	void update(String sql, Parameters parameters, Duration timeout) throws SQLException {
		checked(() -> prepare(sql, parameters, timeout).executeUpdate());
	}

	void commit(Duration timeout) throws SQLException {
		limitAnswers(timeout);
		checked(() -> {
			this.connection.commit();
			return null;
		});
	}

	void rollback(Duration timeout) throws SQLException {
		limitAnswers(timeout);
		checked(() -> {
			this.connection.rollback();
			return null;
		});
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

	private PreparedStatement prepare(String sql, Parameters parameters, Duration timeout) throws SQLException {
		limitAnswers(timeout);
		PreparedStatement statement = this.statements.get(sql);
		parameters.set(statement);
		return statement;
	}

	private void limitAnswers(Duration timeout) throws SQLException {
		if (!timeout.equals(this.limit)) {
			limitAnswers(this.connection, timeout);
			this.limit = timeout;
		}
	}

	private List<@Nullable Long> read(Statement statement, SqlCall<ResultSet> query, int count) throws SQLException {
		this.running = statement;
		SessionClock.Moment sent = this.clock.now();
		try (ResultSet result = query.run()) {
			List<@Nullable Long> answers = answers(result, count);
			this.clock.answered(sent);
			return answers;
		}
		finally {
			this.running = null;
		}
	}

	private List<@Nullable Long> answers(ResultSet result, int count) throws SQLException {
		List<@Nullable Long> answers = new ArrayList<>(count);
		int columns = result.getMetaData().getColumnCount();
		while (answers.size() < count && result.next()) {
			requireSameSession(result.getLong(1));
			for (int column = 2; column <= columns && answers.size() < count; column++) {
				answers.add(answer(result, column));
			}
		}
		return answers;
	}

	private static @Nullable Long first(List<@Nullable Long> answers) {
		return answers.isEmpty() ? null : answers.get(0);
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
	 * What a statement's parameters are set to.
	 */
	@FunctionalInterface
	interface Parameters {

		/**
		 * There are none.
		 */
		Parameters NONE = (statement) -> {
		};

		void set(PreparedStatement statement) throws SQLException;

	}

}

package io.namedlock.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The connection of a session: each answer must come from the session that was opened,
 * within its time, and sets the session's clock. Not safe for use by several threads,
 * except for {@link #cancel()} and {@link #discard()}.
 */
public final class SessionConnection {

	private static final int MOST_STATEMENTS = 16;

	private final Connection connection;

	private final LockConnectionSource source;

	private final SessionClock clock;

	private final long id;

	/**
	 * The latest statements, open for their next use, the eldest first.
	 */
	private final Map<String, PreparedStatement> statements = new LinkedHashMap<>(MOST_STATEMENTS * 2, 0.75f, true);

	private @Nullable Duration limit;

	private volatile @Nullable Statement running;

	/**
	 * Takes over a connection.
	 * @param source where it goes when it is discarded
	 * @param clock is set by each answer
	 * @param id the number of its session, which each answer must have
	 */
	public SessionConnection(Connection connection, LockConnectionSource source, SessionClock clock, long id) {
		this.connection = connection;
		this.source = source;
		this.clock = clock;
		this.id = id;
	}

	/**
	 * Limits how long the driver waits for an answer.
	 */
	public static void limitAnswers(Connection connection, Duration timeout) throws SQLException {
		connection.setNetworkTimeout(Runnable::run, (int) Math.min(timeout.toMillis(), Integer.MAX_VALUE));
	}

	long id() {
		return this.id;
	}

	/**
	 * The session in the database's own terms.
	 */
	public String name() {
		return name(this.id);
	}

	/**
	 * A session in the database's own terms.
	 */
	public static String name(long id) {
		return "connection " + id;
	}

	/**
	 * When the server was last heard of.
	 */
	public SessionClock clock() {
		return this.clock;
	}

	/**
	 * Runs a query of two columns, the session's number and the answer.
	 * @return the answer, {@code null} for NULL or if there is no row
	 */
	public @Nullable Long ask(String query, Parameters parameters, Duration timeout) throws SQLException {
		List<@Nullable Long> answers = read(query, 1, parameters, timeout);
		return answers.isEmpty() ? null : answers.get(0);
	}

	/**
	 * Runs a query of the session's number and several answers, in one row or in a row
	 * each.
	 * @param count how many answers to read
	 */
	public List<@Nullable Long> askTogether(String query, int count, Parameters parameters, Duration timeout)
			throws SQLException {
		List<@Nullable Long> answers = read(query, count, parameters, timeout);
		if (answers.size() < count) {
			throw new SQLException("The database gave %d of %d answers".formatted(answers.size(), count));
		}
		return answers;
	}

	/**
	 * Runs a statement that answers nothing. After a failure nobody knows what was done.
	 */
	public void update(String sql, Parameters parameters, Duration timeout) throws SQLException {
		run(timeout, () -> {
			PreparedStatement statement = open(sql);
			parameters.set(statement);
			return statement.executeUpdate();
		});
	}

	/**
	 * Commits the transaction. After a failure nobody knows what was done.
	 */
	public void commit(Duration timeout) throws SQLException {
		run(timeout, () -> {
			this.connection.commit();
			return null;
		});
	}

	/**
	 * Rolls the transaction back. After a failure nobody knows what was done.
	 */
	public void rollback(Duration timeout) throws SQLException {
		run(timeout, () -> {
			this.connection.rollback();
			return null;
		});
	}

	/**
	 * Ends the statement that runs, if there is one. Safe to call from any thread.
	 */
	public void cancel() throws SQLException {
		Statement statement = this.running;
		if (statement != null) {
			try {
				statement.cancel();
			}
			catch (RuntimeException | Error ex) {
				throw driverFailure(ex);
			}
		}
	}

	/**
	 * Ends the connection for good. Safe to call from any thread.
	 */
	public void discard() {
		this.source.discard(this.connection);
	}

	private List<@Nullable Long> read(String query, int count, Parameters parameters, Duration timeout)
			throws SQLException {
		try {
			limitAnswers(timeout);
			PreparedStatement statement = open(query);
			parameters.set(statement);
			this.running = statement;
			// counted from here: the server cannot have begun to wait for a word before
			SessionClock.Moment sent = this.clock.now();
			try (ResultSet result = statement.executeQuery()) {
				List<@Nullable Long> answers = answers(result, count);
				this.clock.answered(sent);
				return answers;
			}
		}
		catch (RuntimeException | Error ex) {
			throw driverFailure(ex);
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
				long answer = result.getLong(column);
				answers.add(result.wasNull() ? null : answer);
			}
		}
		return answers;
	}

	private PreparedStatement open(String sql) throws SQLException {
		PreparedStatement statement = this.statements.get(sql);
		if (statement == null) {
			if (this.statements.size() == MOST_STATEMENTS) {
				Iterator<PreparedStatement> eldest = this.statements.values().iterator();
				PreparedStatement unused = eldest.next();
				eldest.remove();
				unused.close();
			}
			statement = this.connection.prepareStatement(sql);
			this.statements.put(sql, statement);
		}
		return statement;
	}

	private void run(Duration timeout, SqlCall<?> call) throws SQLException {
		try {
			limitAnswers(timeout);
			call.run();
		}
		catch (RuntimeException | Error ex) {
			throw driverFailure(ex);
		}
	}

	private void limitAnswers(Duration timeout) throws SQLException {
		if (!timeout.equals(this.limit)) {
			limitAnswers(this.connection, timeout);
			this.limit = timeout;
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

	/**
	 * Turns whatever a driver throws into the failure that ends the session, since nobody
	 * knows the state of the connection then. MySQL's driver fails with a
	 * {@link NullPointerException} if a statement ends while it is cancelled.
	 */
	private static SQLException driverFailure(Throwable failure) {
		return new SQLException("The driver failed: " + failure, failure);
	}

	/**
	 * What a statement's parameters are set to.
	 */
	@FunctionalInterface
	public interface Parameters {

		/**
		 * There are none.
		 */
		Parameters NONE = (statement) -> {
		};

		void set(PreparedStatement statement) throws SQLException;

	}

}

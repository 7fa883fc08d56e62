package io.namedlock.test;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * A database whose locks and sessions a test sees from outside, as a stranger would, and
 * to which it does what an operator could.
 */
public abstract class ObservedDatabase {

	private final ServerView view;

	ObservedDatabase(ServerView view) {
		this.view = view;
	}

	/**
	 * Opens a connection.
	 * @return the connection
	 * @throws SQLException if there is none
	 */
	public abstract Connection connect() throws SQLException;

	/**
	 * Asks on a connection of its own, as a stranger would.
	 * @param sql a query
	 * @param parameter its parameter, or {@code null} if it has none
	 * @return the first column of the first row
	 */
	public @Nullable Long ask(String sql, @Nullable String parameter) {
		try (Connection connection = connect()) {
			return ask(connection, sql, parameter);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Asks on a given connection.
	 * @param connection the connection
	 * @param sql a query
	 * @param parameter its parameter, or {@code null} if it has none
	 * @return the first column of the first row
	 * @throws SQLException if it fails
	 */
	public static @Nullable Long ask(Connection connection, String sql, @Nullable String parameter)
			throws SQLException {
		try (PreparedStatement statement = connection.prepareStatement(sql)) {
			if (parameter != null) {
				statement.setString(1, parameter);
			}
			try (ResultSet result = statement.executeQuery()) {
				result.next();
				long answer = result.getLong(1);
				return result.wasNull() ? null : answer;
			}
		}
	}

	/**
	 * The session that holds a lock.
	 * @param key the lock's key
	 * @return the session's number, {@code null} if the lock is free
	 */
	public @Nullable Long holderOf(String key) {
		return ask(this.view.holder(), key);
	}

	/**
	 * How many sessions wait at the server for a lock.
	 * @param key the lock's key
	 * @return the number
	 */
	public long waitersFor(String key) {
		return Objects.requireNonNull(ask(this.view.waiters(), key));
	}

	/**
	 * A session that waits at the server for a lock.
	 * @param key the lock's key
	 * @return the session's number, {@code null} if none waits
	 */
	public @Nullable Long waiterFor(String key) {
		return ask(this.view.waiter(), key);
	}

	/**
	 * How many sessions wait at the server for any lock.
	 * @return the number
	 */
	public long waiters() {
		return Objects.requireNonNull(ask(this.view.allWaiters(), null));
	}

	/**
	 * How many sessions wait at the server for any row.
	 * @return the number
	 */
	public long rowWaiters() {
		return Objects.requireNonNull(ask(this.view.rowWaiters(), null));
	}

	/**
	 * A session that a test has put to sleep at the server.
	 * @return the session's number, {@code null} if none sleeps
	 */
	public @Nullable Long sleeper() {
		return ask(this.view.sleeper(), null);
	}

	/**
	 * Whether a session is there.
	 * @param id the session's number
	 * @return {@code true} if the server lists it
	 */
	public boolean hasSession(long id) {
		return Objects.requireNonNull(ask(this.view.session(), Long.toString(id))) > 0;
	}

	/**
	 * Kills a session with its connection.
	 * @param id the session's number
	 */
	public void kill(long id) {
		run(this.view.kill().formatted(id));
	}

	/**
	 * Kills a session with its connection, through a connection that is there already.
	 * @param killer the connection
	 * @param id the session's number
	 * @throws SQLException if there is no such session, at a server that says so
	 */
	public void kill(Connection killer, long id) throws SQLException {
		try (var statement = killer.createStatement()) {
			statement.execute(this.view.kill().formatted(id));
		}
	}

	/**
	 * Kills the statement that a session runs.
	 * @param id the session's number
	 */
	public void killQuery(long id) {
		run(this.view.killQuery().formatted(id));
	}

	/**
	 * Runs a statement.
	 * @param sql the statement
	 */
	public void run(String sql) {
		try (Connection connection = connect(); var statement = connection.createStatement()) {
			statement.execute(sql);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

}

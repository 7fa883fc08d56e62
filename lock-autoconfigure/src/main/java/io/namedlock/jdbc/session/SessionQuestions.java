package io.namedlock.jdbc.session;

import java.sql.SQLException;
import java.time.Duration;

import io.namedlock.LockMode;
import io.namedlock.LockStatus;
import io.namedlock.core.LockKey;
import io.namedlock.jdbc.LockFailures;
import io.namedlock.jdbc.SessionConnection;
import io.namedlock.jdbc.SessionConnection.Parameters;
import io.namedlock.jdbc.dialect.NamedLockDialect;
import io.namedlock.jdbc.dialect.NamedLockDialect.TokenStatements;
import org.jspecify.annotations.Nullable;

/**
 * What a session of named locks can be asked without changing what it holds, and the end
 * of all that it holds. Not safe for use by several threads.
 */
final class SessionQuestions {

	private static final String CONNECTION_FAILURE = "08";

	private final SessionConnection connection;

	private final NamedLockDialect dialect;

	private final Duration answerTime;

	SessionQuestions(SessionConnection connection, NamedLockDialect dialect, Duration answerTime) {
		this.connection = connection;
		this.dialect = dialect;
		this.answerTime = answerTime;
	}

	boolean holds(LockKey key, LockMode mode) throws SQLException {
		return isTrue(ask(this.dialect.holds(mode), key));
	}

	@Nullable Long ping() throws SQLException {
		return ask(this.dialect.ping(), Parameters.NONE);
	}

	/**
	 * Makes the server answer, unless a cancellation is in its way.
	 */
	@Nullable Long settle() throws SQLException {
		try {
			return ping();
		}
		catch (SQLException ex) {
			if (!this.dialect.isUndecided(ex)) {
				throw ex;
			}
			return null;
		}
	}

	@Nullable Long releaseAll() throws SQLException {
		return ask(this.dialect.releaseAll(), Parameters.NONE);
	}

	/**
	 * What the database says of a lock; nothing is known of it if it cannot tell, as a
	 * server whose table of locks is full.
	 */
	LockStatus status(LockKey key) throws SQLException {
		try {
			Long holder = ask(this.dialect.holder(), key);
			return (holder != null) ? LockStatus.held(key.name(), SessionConnection.name(holder))
					: statusWithoutHolder(key);
		}
		catch (SQLException ex) {
			if (!this.dialect.isUndecided(ex)) {
				throw ex;
			}
			return LockStatus.unknown(key.name());
		}
	}

	long drawFencingToken(LockKey key) throws SQLException {
		Parameters text = (statement) -> statement.setString(1, key.value());
		try {
			return draw(this.dialect.token(), text);
		}
		catch (SQLException ex) {
			if (isConnectionFailure(ex)) {
				throw ex;
			}
			throw new LockFailures(this.dialect.description()).noToken(key, this.dialect.token().table(), ex);
		}
	}

	private LockStatus statusWithoutHolder(LockKey key) throws SQLException {
		Long free = ask(this.dialect.free(), key);
		if (free == null) {
			return LockStatus.unknown(key.name());
		}
		return isTrue(free) ? LockStatus.free(key.name()) : LockStatus.held(key.name(), null);
	}

	private long draw(TokenStatements token, Parameters key) throws SQLException {
		String update = token.update();
		if (update != null) {
			this.connection.update(update, key, this.answerTime);
		}
		Long drawn = ask(token.query(), (update != null) ? Parameters.NONE : key);
		if (drawn == null) {
			throw new SQLException("The database has drawn no token");
		}
		return drawn;
	}

	private @Nullable Long ask(String query, LockKey key) throws SQLException {
		return ask(query, (statement) -> this.dialect.bind(statement, key));
	}

	private @Nullable Long ask(String query, Parameters parameters) throws SQLException {
		return this.connection.ask(query, parameters, this.answerTime);
	}

	static boolean isTrue(@Nullable Long answer) {
		return answer != null && answer == 1;
	}

	private static boolean isConnectionFailure(SQLException failure) {
		return failure.getSQLState() == null || failure.getSQLState().startsWith(CONNECTION_FAILURE);
	}

}

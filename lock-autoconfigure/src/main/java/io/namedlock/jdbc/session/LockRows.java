package io.namedlock.jdbc.session;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import io.namedlock.core.LockKey;
import io.namedlock.jdbc.LockFailures;
import io.namedlock.jdbc.SessionConnection;
import io.namedlock.jdbc.SessionConnection.Parameters;
import io.namedlock.jdbc.dialect.RowLockDialect;
import org.jspecify.annotations.Nullable;

/**
 * The rows that a connection finds, or makes and commits; each of its methods begins and
 * ends outside a transaction. Not safe for use by several threads.
 */
public final class LockRows {

	private static final String TOKEN_TABLE = "named_lock_token, which the scripts in"
			+ " classpath:io/namedlock/schema create";

	private static final long CREATION_NANOS = TimeUnit.SECONDS.toNanos(1);

	private final SessionConnection connection;

	private final RowLockDialect dialect;

	private final Known known;

	private final Duration answerTime;

	/**
	 * The known rows are those that any connection has seen.
	 */
	LockRows(SessionConnection connection, RowLockDialect dialect, Known known, Duration answerTime) {
		this.connection = connection;
		this.dialect = dialect;
		this.known = known;
		this.answerTime = answerTime;
	}

	void make(LockKey key) throws SQLException {
		if (!this.known.isKnown(key)) {
			make(this.dialect.row(), this.dialect.createRow(), parameter(key));
			this.known.know(key);
		}
	}

	void forget(LockKey key) {
		this.known.forget(key);
	}

	long drawToken(LockKey key) throws SQLException {
		try {
			make(this.dialect.token(), this.dialect.createToken(), parameter(key));
			this.connection.update(this.dialect.drawToken(), parameter(key), this.answerTime);
			Long token = ask(this.dialect.token(), parameter(key));
			if (token == null) {
				throw new SQLException("The database has drawn no token");
			}
			this.connection.commit(this.answerTime);
			return token;
		}
		catch (SQLException ex) {
			this.connection.rollback(this.answerTime);
			throw new LockFailures(this.dialect.description()).noToken(key, TOKEN_TABLE, ex);
		}
	}

	void limitWaits(long nanos) throws SQLException {
		String limit = this.dialect.limitWaits(nanos);
		if (limit != null) {
			this.connection.update(limit, Parameters.NONE, this.answerTime);
		}
	}

	/**
	 * Looks before, since where a row is locked, making it once more would wait for the
	 * lock; and looks afterwards, since somebody else may have been first.
	 */
	private void make(String look, String insert, Parameters key) throws SQLException {
		if (exists(look, key)) {
			return;
		}
		try {
			limitWaits(CREATION_NANOS);
			this.connection.update(insert, key, this.answerTime.plusNanos(CREATION_NANOS));
			this.connection.commit(this.answerTime);
		}
		catch (SQLException ex) {
			this.connection.rollback(this.answerTime);
			if (!exists(look, key)) {
				throw ex;
			}
		}
	}

	private boolean exists(String look, Parameters key) throws SQLException {
		boolean exists = ask(look, key) != null;
		this.connection.rollback(this.answerTime);
		return exists;
	}

	private @Nullable Long ask(String query, Parameters key) throws SQLException {
		return this.connection.ask(query, key, this.answerTime);
	}

	/**
	 * The only parameter of a statement.
	 */
	public static Parameters parameter(LockKey key) {
		return (statement) -> statement.setString(1, key.value());
	}

	/**
	 * Keys whose rows are there, as far as this JVM knows, so that nobody looks for them
	 * each time. Safe for use by several threads.
	 */
	static final class Known {

		private static final int MOST = 10_000;

		private final Set<LockKey> keys = ConcurrentHashMap.newKeySet();

		boolean isKnown(LockKey key) {
			return this.keys.contains(key);
		}

		void know(LockKey key) {
			if (this.keys.size() >= MOST) {
				this.keys.clear();
			}
			this.keys.add(key);
		}

		void forget(LockKey key) {
			this.keys.remove(key);
		}

	}

}

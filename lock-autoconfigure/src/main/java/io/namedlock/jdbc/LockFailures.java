package io.namedlock.jdbc;

import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

import io.namedlock.LockBackendException;
import io.namedlock.LockDeadlockException;
import io.namedlock.LockLostException;
import io.namedlock.core.Deadline;
import io.namedlock.core.LockKey;
import org.jspecify.annotations.Nullable;

/**
 * What is said when the database fails or refuses something.
 */
public final class LockFailures {

	private static final String REMEDY = "Check that the database is up and can be reached,"
			+ " and that it accepts more connections";

	private final String database;

	/**
	 * Creates the failures of a database.
	 * @param database how messages name it
	 */
	public LockFailures(String database) {
		this.database = database;
	}

	/**
	 * The database failed while a lock was acquired.
	 * @param key the lock
	 * @param deadline until when it was waited
	 * @param cause what the driver said
	 * @return the exception
	 */
	public LockBackendException notAcquired(LockKey key, Deadline deadline, SQLException cause) {
		return failed(key, "could not be acquired" + after(deadline), cause);
	}

	/**
	 * The database gave no answer until some time after the deadline.
	 * @param key the lock
	 * @param deadline until when it was waited
	 * @return the exception
	 */
	public LockBackendException silent(LockKey key, Deadline deadline) {
		return new LockBackendException(key.name(), "Lock '%s' could not be acquired%s: %s does not answer. %s"
			.formatted(key.name(), after(deadline), this.database, REMEDY), null);
	}

	/**
	 * The database failed.
	 * @param key the lock
	 * @param what what could not be done with it, as the end of a sentence
	 * @param cause what the driver said
	 * @return the exception
	 */
	public LockBackendException failed(LockKey key, String what, SQLException cause) {
		return new LockBackendException(key.name(), "Lock '%s' %s: %s says '%s' (SQLState %s). %s".formatted(key.name(),
				what, this.database, cause.getMessage(), cause.getSQLState(), REMEDY), cause);
	}

	/**
	 * The session of a lock has ended.
	 * @param key the lock
	 * @param what what could not be done with it, as the end of a sentence
	 * @param cause what the driver said
	 * @return the exception
	 */
	public LockLostException sessionGone(LockKey key, String what, SQLException cause) {
		return new LockLostException(key.name(), "%s: it %s, since its session to %s is gone: '%s' (SQLState %s)"
			.formatted(lost(key), what, this.database, cause.getMessage(), cause.getSQLState()), cause);
	}

	/**
	 * A lock is not held any more.
	 * @param key the lock
	 * @param reason what happened to it
	 * @return the exception
	 */
	public static LockLostException lost(LockKey key, String reason) {
		return new LockLostException(key.name(), "%s: %s".formatted(lost(key), reason));
	}

	/**
	 * The database says that a wait could never end.
	 * @param key the lock
	 * @param cause what the driver said
	 * @return the exception
	 */
	public LockDeadlockException deadlock(LockKey key, SQLException cause) {
		return new LockDeadlockException(key.name(),
				("Waiting for lock '%s' could never end: %s says that its holder waits for this session."
						+ " Take locks in one order everywhere")
					.formatted(key.name(), this.database),
				cause);
	}

	/**
	 * The database refuses one more lock.
	 * @param key the lock
	 * @param reason why, and the remedy
	 * @param cause what the driver said
	 * @return the exception
	 */
	public LockBackendException refused(LockKey key, String reason, SQLException cause) {
		return new LockBackendException(key.name(), "Lock '%s' is refused: %s says '%s' (SQLState %s). %s"
			.formatted(key.name(), this.database, cause.getMessage(), cause.getSQLState(), reason), cause);
	}

	/**
	 * What is said where the table of fencing tokens is of no use.
	 * @param table how it comes to be there
	 */
	public LockBackendException noToken(LockKey key, String table, SQLException cause) {
		return new LockBackendException(key.name(),
				("No fencing token could be drawn for lock '%s': %s says '%s' (SQLState %s)."
						+ " Fencing needs this table, to read and to write: %s")
					.formatted(key.name(), this.database, cause.getMessage(), cause.getSQLState(), table),
				cause);
	}

	/**
	 * No session has room for one lock more.
	 * @param key the lock
	 * @param settings how many sessions there may be
	 * @param perSession how many locks a session may hold
	 * @return the exception
	 */
	public LockBackendException full(LockKey key, LockSessionSettings settings, int perSession) {
		if (settings.mode() == SessionMode.DEDICATED) {
			return unavailable(key,
					("all %d sessions to %s belong to other owners. Raise 'named-lock.sessions.max', which"
							+ " a thread that holds or waits for locks takes one of in the mode 'dedicated'")
						.formatted(settings.max(), this.database));
		}
		return unavailable(key,
				("all %d sessions to %s wait or hold as many locks as they may, %d"
						+ " each. Raise 'named-lock.sessions.max', or hold fewer locks at once")
					.formatted(settings.max(), this.database, perSession));
	}

	/**
	 * The registry holds as many locks as it may.
	 * @param key the lock
	 * @param perRegistry how many these are
	 * @return the exception
	 */
	public LockBackendException full(LockKey key, int perRegistry) {
		return unavailable(key,
				("%d locks, as many as one application may have at %s, are held."
						+ " Hold fewer at once, or raise 'named-lock.sessions.max-locks'")
					.formatted(perRegistry, this.database));
	}

	/**
	 * Each session belongs to an owner who waits for one more.
	 * @param key the lock
	 * @param settings how many sessions there may be
	 * @return the exception
	 */
	public LockDeadlockException standstill(LockKey key, LockSessionSettings settings) {
		return new LockDeadlockException(key.name(),
				("Waiting for a session for lock '%s' would never end: each of the %d to %s"
						+ " belongs to an owner who waits for one more. Raise 'named-lock.sessions.max'")
					.formatted(key.name(), settings.max(), this.database));
	}

	/**
	 * The registry was closed.
	 * @param key the lock
	 * @return the exception
	 */
	public LockBackendException closed(LockKey key) {
		return unavailable(key, "the lock registry was closed");
	}

	private static LockBackendException unavailable(LockKey key, String reason) {
		return new LockBackendException(key.name(), "Lock '%s' is not available: %s".formatted(key.name(), reason),
				null);
	}

	private static String lost(LockKey key) {
		return "Lock '%s' was lost before it was released; another owner may have held it since".formatted(key.name());
	}

	private static String after(Deadline deadline) {
		return " after %d ms".formatted(TimeUnit.NANOSECONDS.toMillis(deadline.elapsedNanos()));
	}

	/**
	 * Whether the database gave no answer at all, as opposed to a bad one.
	 */
	public static boolean isSilence(@Nullable Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof SocketTimeoutException) {
				return true;
			}
		}
		return false;
	}

}

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
 * What is said when the database fails or refuses something. Each {@code what} says what
 * could not be done with the lock, as the end of a sentence.
 */
public final class LockFailures {

	private static final String REMEDY = "Check that the database is up and can be reached,"
			+ " and that it accepts more connections";

	private final String database;

	public LockFailures(String database) {
		this.database = database;
	}

	public LockBackendException notAcquired(LockKey key, Deadline deadline, SQLException cause) {
		return failed(key, "could not be acquired" + after(deadline), cause);
	}

	/**
	 * The database gave no answer until some time after the deadline.
	 */
	public LockBackendException silent(LockKey key, Deadline deadline) {
		return new LockBackendException(key.name(), "Lock '%s' could not be acquired%s: %s does not answer. %s"
			.formatted(key.name(), after(deadline), this.database, REMEDY), null);
	}

	public LockBackendException failed(LockKey key, String what, SQLException cause) {
		return new LockBackendException(key.name(),
				"Lock '%s' %s: %s. %s".formatted(key.name(), what, says(cause), REMEDY), cause);
	}

	public LockLostException sessionGone(LockKey key, String what, SQLException cause) {
		return new LockLostException(key.name(), "%s: it %s, since its session to %s is gone: '%s' (SQLState %s)"
			.formatted(lost(key), what, this.database, cause.getMessage(), cause.getSQLState()), cause);
	}

	public static LockLostException lost(LockKey key, String reason) {
		return new LockLostException(key.name(), "%s: %s".formatted(lost(key), reason));
	}

	public LockDeadlockException deadlock(LockKey key, SQLException cause) {
		return new LockDeadlockException(key.name(),
				("Waiting for lock '%s' could never end: %s says that its holder waits for this session."
						+ " Take locks in one order everywhere")
					.formatted(key.name(), this.database),
				cause);
	}

	public LockBackendException refused(LockKey key, String reason, SQLException cause) {
		return new LockBackendException(key.name(),
				"Lock '%s' is refused: %s. %s".formatted(key.name(), says(cause), reason), cause);
	}

	/**
	 * The table of fencing tokens is of no use. The text {@code table} says how it comes
	 * to be there.
	 */
	public LockBackendException noToken(LockKey key, String table, SQLException cause) {
		return new LockBackendException(key.name(),
				"No fencing token could be drawn for lock '%s': %s. Fencing needs this table, to read and to write: %s"
					.formatted(key.name(), says(cause), table),
				cause);
	}

	/**
	 * No session has room for one lock more.
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
	 */
	public LockBackendException full(LockKey key, int perRegistry) {
		return unavailable(key,
				("%d locks, as many as one application may have at %s, are held."
						+ " Hold fewer at once, or raise 'named-lock.sessions.max-locks'")
					.formatted(perRegistry, this.database));
	}

	/**
	 * Each session belongs to an owner who waits for one more.
	 */
	public LockDeadlockException standstill(LockKey key, LockSessionSettings settings) {
		return new LockDeadlockException(key.name(),
				("Waiting for a session for lock '%s' would never end: each of the %d to %s"
						+ " belongs to an owner who waits for one more. Raise 'named-lock.sessions.max'")
					.formatted(key.name(), settings.max(), this.database));
	}

	public LockBackendException closed(LockKey key) {
		return unavailable(key, "the lock registry was closed");
	}

	private String says(SQLException cause) {
		return "%s says '%s' (SQLState %s)".formatted(this.database, cause.getMessage(), cause.getSQLState());
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

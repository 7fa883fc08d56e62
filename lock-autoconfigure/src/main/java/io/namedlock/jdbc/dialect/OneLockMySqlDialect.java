package io.namedlock.jdbc.dialect;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Named locks of MySQL before 5.7: a session holds one, and the next {@code GET_LOCK}
 * silently drops it. Timeouts are whole seconds, nothing cuts off a statement in between,
 * and deadlocks are not noticed. See
 * <a href="https://dev.mysql.com/doc/relnotes/mysql/5.7/en/news-5-7-5.html">the release
 * notes of 5.7.5</a>.
 */
class OneLockMySqlDialect extends GetLockDialect {

	OneLockMySqlDialect(DatabaseVersion server) {
		this(server, "");
	}

	OneLockMySqlDialect(DatabaseVersion server, String noTimeLimit) {
		super(server, noTimeLimit);
	}

	@Override
	public Optional<String> advice() {
		return Optional.of("A session of %s holds one lock: each lock takes a connection of its own, as far as"
			.formatted(description())
				+ " 'named-lock.sessions.max' allows. Raise it as needed, or upgrade to MySQL 5.7 or later");
	}

	@Override
	public SessionLimits limits() {
		return SessionLimits.oneLock();
	}

	@Override
	public Duration shortestWait() {
		return Duration.ofSeconds(1);
	}

	@Override
	BigDecimal seconds(long nanos) {
		// Fractions would be rounded, those below half a second to none
		return BigDecimal.valueOf(Math.max(1, TimeUnit.NANOSECONDS.toSeconds(nanos)));
	}

	/**
	 * There is no {@code RELEASE_ALL_LOCKS}; the attempt for another lock drops the one
	 * that the session holds.
	 */
	@Override
	public String releaseAll() {
		String own = "CONCAT('named-lock~', CONNECTION_ID())";
		return "SELECT CONNECTION_ID(), GET_LOCK(%s, 0) AND RELEASE_LOCK(%s)".formatted(own, own);
	}

	@Override
	public boolean isDeadlock(SQLException failure) {
		return false;
	}

}

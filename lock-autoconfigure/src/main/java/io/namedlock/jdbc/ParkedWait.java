package io.namedlock.jdbc;

import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.namedlock.LockException;
import io.namedlock.core.LockAttempt;
import org.jspecify.annotations.Nullable;

/**
 * A caller that is parked while a thread of the library waits for it. It gives up when it
 * is interrupted, or when the server, which knows the deadline, stays silent beyond it.
 */
final class ParkedWait {

	/**
	 * How long after its deadline a caller hears that the database was silent, and how
	 * long it stays to see a wait cleaned up that it gave up.
	 */
	private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(1);

	private final LockWait wait;

	private final LockAttempt attempt;

	private final Executor threads;

	private final LockFailures failures;

	ParkedWait(LockWait wait, LockAttempt attempt, Executor threads, LockFailures failures) {
		this.wait = wait;
		this.attempt = attempt;
		this.threads = threads;
		this.failures = failures;
	}

	@Nullable SessionGrant result(Caller caller) throws InterruptedException, SQLException {
		try {
			return caller.get(this.wait.result(), this.attempt.deadline().remainingNanos() + GRACE_NANOS);
		}
		catch (InterruptedException ex) {
			giveUp();
			throw ex;
		}
		catch (TimeoutException ex) {
			giveUp();
			throw this.failures.silent(this.attempt.key(), this.attempt.deadline());
		}
		catch (ExecutionException ex) {
			throw failure(ex.getCause());
		}
	}

	private void giveUp() {
		if (this.wait.giveUp()) {
			this.threads.execute(this.wait::cancel);
		}
		SessionGrant late = lateGrant();
		if (late != null) {
			release(late);
		}
	}

	private @Nullable SessionGrant lateGrant() {
		try (Caller cleaner = new Caller(false)) {
			return cleaner.get(this.wait.result(), GRACE_NANOS);
		}
		catch (InterruptedException | ExecutionException | TimeoutException ex) {
			return null;
		}
	}

	private static void release(SessionGrant grant) {
		try {
			grant.release();
		}
		catch (LockException ex) {
			// its session has ended, and the lock with it
		}
	}

	private static SQLException failure(@Nullable Throwable cause) {
		if (cause instanceof SQLException failure) {
			return failure;
		}
		if (cause instanceof RuntimeException failure) {
			throw failure;
		}
		return new SQLException("The wait has failed: " + cause, cause);
	}

}

package io.namedlock.jdbc.call;

import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

import io.namedlock.LockException;
import io.namedlock.LockMode;
import io.namedlock.core.Deadline;
import io.namedlock.core.LockAttempt;
import io.namedlock.core.LockKey;
import io.namedlock.jdbc.pool.Caller;
import io.namedlock.jdbc.pool.PooledSession;
import io.namedlock.jdbc.pool.PooledSession.Use;
import io.namedlock.jdbc.pool.SessionGrant;
import io.namedlock.jdbc.session.LockSession;
import org.jspecify.annotations.Nullable;

/**
 * One wait for a lock, on a session lent for it. It {@linkplain #run runs} on a thread of
 * the library while its caller is parked in {@link #result}, and cleans up after itself,
 * also when nobody is there any more to hear of its result: the caller gives up when it
 * is interrupted, or when the server, which knows the deadline, stays silent beyond it.
 */
final class LockWait implements Runnable {

	/**
	 * How long after its deadline a caller hears that the database was silent, and how
	 * long it stays to see a wait cleaned up that it gave up.
	 */
	private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(1);

	private static final int CANCEL_SECONDS = 5;

	/**
	 * After what time a statement that goes on is cancelled once more.
	 */
	private static final int CANCEL_AGAIN_MILLIS = 50;

	private final LockAttempt attempt;

	private final PooledSession session;

	private final ServerWaits waits;

	private final CompletableFuture<@Nullable Void> waited = new CompletableFuture<>();

	private final CompletableFuture<@Nullable Void> cancelled = new CompletableFuture<>();

	/**
	 * The lock, {@code null} if the time was over, or the {@link SQLException} or
	 * {@link LockException} that ended the wait.
	 */
	private final CompletableFuture<@Nullable SessionGrant> result = new CompletableFuture<>();

	/**
	 * Decided by whoever is first: the wait that is over, or the caller who gives it up.
	 */
	private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);

	LockWait(LockAttempt attempt, PooledSession session, ServerWaits waits) {
		this.attempt = attempt;
		this.session = session;
		this.waits = waits;
	}

	/**
	 * Parks the caller until the wait is over, or gives the wait up.
	 * @return the lock, {@code null} if the time was over
	 */
	@Nullable SessionGrant result(Caller caller) throws InterruptedException, SQLException {
		Deadline deadline = this.attempt.deadline();
		try {
			return caller.get(this.result, deadline.remainingNanos() + GRACE_NANOS);
		}
		catch (InterruptedException ex) {
			giveUp();
			throw ex;
		}
		catch (TimeoutException ex) {
			giveUp();
			throw this.waits.context().failures().silent(this.attempt.key(), deadline);
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof SQLException failure) {
				throw failure;
			}
			if (ex.getCause() instanceof RuntimeException failure) {
				throw failure;
			}
			throw new SQLException("The wait has failed: " + ex.getCause(), ex.getCause());
		}
	}

	/**
	 * Ends the wait because the registry closes, and tells its caller at once, whenever
	 * the statement may end.
	 */
	void abandon() {
		if (this.state.compareAndSet(State.WAITING, State.GIVEN_UP)) {
			this.result.completeExceptionally(this.waits.context().failures().closed(this.attempt.key()));
		}
	}

	@Override
	public void run() {
		SessionGrant grant = null;
		Throwable failure = null;
		try {
			grant = waitForGrant(this.session.opening().join());
		}
		catch (SQLException ex) {
			this.session.lose(ex);
			failure = ex;
		}
		catch (CompletionException ex) {
			failure = (ex.getCause() != null) ? ex.getCause() : ex;
		}
		catch (RuntimeException | Error ex) {
			failure = ex;
		}
		leaveSession();
		// the caller, who goes on from here, must find the session as it is left
		if (failure != null) {
			this.result.completeExceptionally(failure);
		}
		else {
			this.result.complete(grant);
		}
	}

	private @Nullable SessionGrant waitForGrant(LockSession database) throws SQLException {
		LockKey key = this.attempt.key();
		LockMode mode = this.attempt.mode();
		Deadline deadline = this.attempt.deadline();
		boolean granted = false;
		try {
			while (!granted && this.waits.fitBefore(deadline) && this.state.get() == State.WAITING
					&& !this.session.isEnded()) {
				granted = database.await(key, mode, this.waits.pieceBefore(deadline));
			}
		}
		finally {
			this.waited.complete(null);
		}
		if (!this.state.compareAndSet(State.WAITING, State.OVER)) {
			// the lock may have been granted just before the caller gave up
			settle(database);
			database.release(key, mode);
			return null;
		}
		return granted ? this.session.granted(key, mode) : null;
	}

	/**
	 * Lets a cancellation that comes late hit a statement that does not matter, where the
	 * session is needed for other locks of its owner.
	 */
	private void settle(LockSession database) throws SQLException {
		if (this.session.isHoldingAny()) {
			try {
				this.cancelled.get(CANCEL_SECONDS, TimeUnit.SECONDS);
			}
			catch (InterruptedException | ExecutionException | TimeoutException ex) {
				throw new SQLException("The wait could not be cancelled", ex);
			}
			database.settle();
		}
	}

	/**
	 * Hands the session back. One whose statement was cancelled is not used any more if
	 * that is no loss, because the cancellation may arrive late and hit the next one.
	 */
	private void leaveSession() {
		this.waited.complete(null);
		this.state.compareAndSet(State.WAITING, State.OVER);
		if (this.state.get() == State.GIVEN_UP && !this.session.isHoldingAny()) {
			this.session.retire("its wait was given up");
		}
		this.waits.pool().done(this.session, Use.WAIT);
	}

	/**
	 * Ends the wait for a caller who goes away, and gives back what was granted at the
	 * same moment.
	 */
	private void giveUp() {
		if (this.state.compareAndSet(State.WAITING, State.GIVEN_UP)) {
			this.waits.context().threads().execute(this::cancel);
		}
		try (Caller cleaner = new Caller(false)) {
			SessionGrant late = cleaner.get(this.result, GRACE_NANOS);
			if (late != null) {
				late.release();
			}
		}
		catch (InterruptedException | ExecutionException | TimeoutException | LockException ex) {
			// there is no lock, or its session has ended and the lock with it
		}
	}

	/**
	 * Cancels the statement until it has ended: a cancellation that comes before the
	 * server has the statement is lost, and the statement would wait for its whole time.
	 */
	private void cancel() {
		Deadline patience = Deadline.afterNanos(TimeUnit.SECONDS.toNanos(CANCEL_SECONDS));
		try {
			boolean over = false;
			while (!over && !patience.hasPassed()) {
				this.session.cancel();
				over = hasWaited();
			}
		}
		finally {
			this.cancelled.complete(null);
		}
	}

	private boolean hasWaited() {
		try {
			this.waited.get(CANCEL_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
			return true;
		}
		catch (TimeoutException ex) {
			return false;
		}
		catch (InterruptedException | ExecutionException ex) {
			return true;
		}
	}

	private enum State {

		WAITING, OVER, GIVEN_UP

	}

}

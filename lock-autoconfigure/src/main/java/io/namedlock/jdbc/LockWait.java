package io.namedlock.jdbc;

import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import io.namedlock.LockException;
import io.namedlock.LockMode;
import io.namedlock.core.Deadline;
import io.namedlock.core.LockAttempt;
import io.namedlock.core.LockKey;
import io.namedlock.jdbc.SessionUse.Kind;
import org.jspecify.annotations.Nullable;

/**
 * One wait for a lock, on a session lent for it. It runs on a thread of the library and
 * cleans up after itself, also when nobody is there any more to hear of its result.
 */
final class LockWait implements Runnable {

	private static final int CANCEL_SECONDS = 5;

	private final LockAttempt attempt;

	private final WaitPiece piece;

	private final PooledSession session;

	private final SessionPool pool;

	private final CompletableFuture<@Nullable Void> cancelled = new CompletableFuture<>();

	private final CompletableFuture<@Nullable SessionGrant> result = new CompletableFuture<>();

	/**
	 * Decided by whoever is first: the wait that is over, or the caller who gives it up.
	 */
	private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);

	LockWait(LockAttempt attempt, WaitPiece piece, PooledSession session, SessionPool pool) {
		this.attempt = attempt;
		this.piece = piece;
		this.session = session;
		this.pool = pool;
	}

	/**
	 * The lock, {@code null} if the time was over, or the {@link SQLException} or
	 * {@link LockException} that ended the wait.
	 */
	CompletableFuture<@Nullable SessionGrant> result() {
		return this.result;
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
		leave();
		end(grant, failure);
	}

	/**
	 * Ends the wait, if it is not over already.
	 * @return whether the caller was first, so that there will be no lock
	 */
	boolean giveUp() {
		return this.state.compareAndSet(State.WAITING, State.GIVEN_UP);
	}

	/**
	 * Ends the wait, and tells its caller why at once, whenever the statement may end.
	 */
	void abandon(Function<LockKey, LockException> why) {
		if (giveUp()) {
			this.result.completeExceptionally(why.apply(this.attempt.key()));
		}
	}

	/**
	 * Ends the statement of a wait that was given up.
	 */
	void cancel() {
		try {
			this.session.cancel();
		}
		finally {
			this.cancelled.complete(null);
		}
	}

	private @Nullable SessionGrant waitForGrant(LockSession database) throws SQLException {
		LockKey key = this.attempt.key();
		LockMode mode = this.attempt.mode();
		boolean granted = waitInPieces(database);
		if (!isOver()) {
			settle(database);
			database.release(key, mode);
			return null;
		}
		return granted ? this.session.granted(key, mode) : null;
	}

	/**
	 * The server does not count the silence of a session that waits, so no wait is longer
	 * than the silence it would allow.
	 */
	private boolean waitInPieces(LockSession database) throws SQLException {
		Deadline deadline = this.attempt.deadline();
		boolean granted = false;
		while (!granted && this.piece.fitsBefore(deadline) && this.state.get() == State.WAITING
				&& !this.session.isEnded()) {
			granted = database.await(this.attempt.key(), this.attempt.mode(), this.piece.before(deadline));
		}
		return granted;
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

	private boolean isOver() {
		return this.state.compareAndSet(State.WAITING, State.OVER);
	}

	/**
	 * A session whose statement was cancelled is not used any more if that is no loss,
	 * because the cancellation may arrive late and hit the next one.
	 */
	private void leave() {
		isOver();
		if (this.state.get() == State.GIVEN_UP && !this.session.isHoldingAny()) {
			this.session.retire("its wait was given up");
		}
		this.pool.done(this.session, Kind.WAIT);
	}

	/**
	 * Tells the caller, who must find the session as it is left.
	 */
	private void end(@Nullable SessionGrant grant, @Nullable Throwable failure) {
		if (failure != null) {
			this.result.completeExceptionally(failure);
		}
		else {
			this.result.complete(grant);
		}
	}

	private enum State {

		WAITING, OVER, GIVEN_UP

	}

}

package io.namedlock.aspect.hold;

import java.util.concurrent.atomic.AtomicInteger;

import io.namedlock.LockBackendException;
import io.namedlock.LockHandle;
import io.namedlock.LockLostException;
import io.namedlock.TransactionOutcome;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The lock of one invocation and its users: the method, the stage that it returned and
 * the transaction around it. The last of them to leave releases it. Each of them finds
 * out when it leaves whether the lock was lost, the last one also whether the release
 * failed. Who hears of it:
 * <ul>
 * <li>The method returned: its caller, by an exception ({@link #releaseAfterSuccess()}).
 * <li>The method or the stage failed: whoever hears of that failure hears of a loss
 * instead, caused by it. A failed release is added to it and logged
 * ({@link #releaseAfterFailure(Throwable)}).
 * <li>The stage succeeded, or the transaction ended: the log, and whoever waits for the
 * stage hears of a loss ({@link #releaseInBackground()}).
 * </ul>
 * Safe for use by several threads.
 */
public final class HeldLock {

	private static final Log logger = LogFactory.getLog(HeldLock.class);

	private final LockHandle handle;

	private final AtomicInteger users = new AtomicInteger(1);

	private volatile TransactionOutcome outcome = TransactionOutcome.NONE;

	public HeldLock(LockHandle handle) {
		this.handle = handle;
	}

	public LockHandle handle() {
		return this.handle;
	}

	/**
	 * Notes how the last transaction ended that the method's thread saw.
	 */
	public void ended(TransactionOutcome outcome) {
		if (outcome != TransactionOutcome.NONE) {
			this.outcome = outcome;
		}
	}

	/**
	 * Adds a user that calls {@link #releaseInBackground()} when it has ended: a
	 * transaction around the method, or a stage, of whose transactions nobody tells here.
	 */
	void retain() {
		if (this.outcome == TransactionOutcome.NONE) {
			this.outcome = TransactionOutcome.UNKNOWN;
		}
		this.users.incrementAndGet();
	}

	/**
	 * Leaves after a method that returned. Throws the failure of the release, or the loss
	 * of the lock.
	 */
	public void releaseAfterSuccess() {
		RuntimeException failure = release();
		if (failure instanceof LockLostException lost) {
			throw lost.withOutcome(this.outcome);
		}
		if (failure instanceof LockBackendException failed) {
			throw failed.withOutcome(this.outcome);
		}
		if (failure != null) {
			throw failure;
		}
	}

	/**
	 * Leaves after a method or a stage that failed. Returns what its caller is told: the
	 * loss of the lock, caused by that failure, or the failure itself. An {@code Error}
	 * is always told itself.
	 */
	public Throwable releaseAfterFailure(Throwable primary) {
		RuntimeException failure = release();
		if (failure == null || failure == primary) {
			return primary;
		}
		Throwable told = (failure instanceof LockLostException && primary instanceof Exception)
				? lost(primary).withOutcome(this.outcome) : primary;
		told.addSuppressed(failure);
		logger.warn("The release of lock '%s' failed after its method had failed".formatted(this.handle.name()),
				failure);
		return told;
	}

	/**
	 * Leaves when the method's caller has gone on. Returns the loss of the lock, if it
	 * was lost.
	 */
	@Nullable LockLostException releaseInBackground() {
		RuntimeException failure = release();
		if (failure != null) {
			logger.error("The release of lock '%s' failed after its method had returned".formatted(this.handle.name()),
					failure);
		}
		return (failure instanceof LockLostException lost) ? lost.withOutcome(this.outcome) : null;
	}

	private @Nullable RuntimeException release() {
		// Asked first: a handle that is closed is not held
		boolean standing = this.handle.isHeld();
		RuntimeException failure = null;
		if (this.users.decrementAndGet() == 0) {
			try {
				this.handle.close();
			}
			catch (RuntimeException ex) {
				failure = ex;
			}
		}
		return (standing || failure instanceof LockLostException) ? failure : lost(failure);
	}

	private LockLostException lost(@Nullable Throwable cause) {
		return new LockLostException(this.handle.name(),
				"Lock '%s' was lost while the method ran; another owner may have held it since"
					.formatted(this.handle.name()),
				cause);
	}

}

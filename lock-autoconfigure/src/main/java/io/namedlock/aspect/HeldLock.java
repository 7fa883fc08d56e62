package io.namedlock.aspect;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

import io.namedlock.LockHandle;
import io.namedlock.LockLostException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The lock of one call. It is released when everything that needs it has left: the call
 * itself, a stage that it returned, and the transaction around it. Safe for use by
 * several threads.
 */
final class HeldLock {

	private static final Log logger = LogFactory.getLog(HeldLock.class);

	private final LockHandle handle;

	private final AtomicInteger users = new AtomicInteger(1);

	HeldLock(LockHandle handle) {
		this.handle = handle;
	}

	LockHandle handle() {
		return this.handle;
	}

	/**
	 * Adds somebody who needs the lock and calls {@link #leaveLater()}.
	 */
	void enter() {
		this.users.incrementAndGet();
	}

	/**
	 * Keeps the lock until a stage has completed. From then on the calling thread is a
	 * stranger to it, unless the stage has completed already.
	 * @param stage the stage
	 * @return what completes when it has: with the loss of the lock, or as the stage did
	 */
	<T> CompletableFuture<T> enter(CompletionStage<T> stage) {
		int before = this.users.getAndIncrement();
		CompletableFuture<T> outcome = onCompletion(stage);
		if (this.users.get() > before) {
			this.handle.detach();
		}
		return outcome;
	}

	private <T> CompletableFuture<T> onCompletion(CompletionStage<T> stage) {
		CompletableFuture<T> outcome = new CompletableFuture<>();
		try {
			stage.whenComplete((result, failure) -> LockedStage.complete(outcome, result, leaveWith(failure)));
			return outcome;
		}
		catch (RuntimeException ex) {
			this.users.decrementAndGet();
			throw ex;
		}
	}

	private @Nullable Throwable leaveWith(@Nullable Throwable failure) {
		return (failure != null) ? leaveAfter(failure) : leaveLater();
	}

	/**
	 * Leaves after a call that succeeded.
	 * @throws LockLostException if the lock was lost meanwhile
	 */
	void leave() {
		RuntimeException failure = leaving();
		if (failure != null) {
			throw failure;
		}
	}

	/**
	 * Leaves after a call that failed.
	 * @param primary the failure of the call
	 * @return what its caller is told: the loss of the lock, caused by that failure, or
	 * the failure itself
	 */
	Throwable leaveAfter(Throwable primary) {
		RuntimeException failure = leaving();
		if (failure == null || failure == primary) {
			return primary;
		}
		Throwable told = (failure instanceof LockLostException && primary instanceof Exception) ? causedBy(primary)
				: primary;
		told.addSuppressed(failure);
		logger.warn("Lock '%s' failed after its call had failed".formatted(this.handle.name()), failure);
		return told;
	}

	/**
	 * Leaves when nobody is there any more to hear of a failure but the log, and whoever
	 * waits for a stage.
	 * @return the loss of the lock, if it was lost
	 */
	@Nullable LockLostException leaveLater() {
		RuntimeException failure = leaving();
		if (failure != null) {
			logger.error("Lock '%s' failed after its call had returned".formatted(this.handle.name()), failure);
		}
		return (failure instanceof LockLostException lost) ? lost : null;
	}

	private @Nullable RuntimeException leaving() {
		boolean standing = this.handle.isHeld();
		RuntimeException failure = (this.users.decrementAndGet() == 0) ? close() : null;
		return (standing || failure instanceof LockLostException) ? failure : causedBy(failure);
	}

	private @Nullable RuntimeException close() {
		try {
			this.handle.close();
			return null;
		}
		catch (RuntimeException ex) {
			return ex;
		}
	}

	private LockLostException causedBy(@Nullable Throwable cause) {
		return new LockLostException(this.handle.name(),
				"Lock '%s' was lost while its method ran; another owner may have run at the same time"
					.formatted(this.handle.name()),
				cause);
	}

}

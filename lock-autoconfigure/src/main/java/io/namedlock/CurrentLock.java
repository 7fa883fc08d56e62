package io.namedlock;

import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

import org.jspecify.annotations.Nullable;

/**
 * The lock of an annotated call, as {@link LockHandle#current()} gives it to the method:
 * it can be asked, but neither closed nor detached, since the call itself does that. For
 * what takes locks around calls, as the aspect does; an application does not need it.
 * Safe for use by several threads.
 *
 * @since 0.1
 */
public final class CurrentLock implements LockHandle {

	private static final ThreadLocal<@Nullable CurrentLock> INNERMOST = new ThreadLocal<>();

	private final LockHandle handle;

	private final @Nullable CurrentLock outer;

	private TransactionOutcome outcome = TransactionOutcome.NONE;

	private CurrentLock(LockHandle handle, @Nullable CurrentLock outer) {
		this.handle = handle;
		this.outer = outer;
	}

	/**
	 * Makes a lock the current one of this thread, until {@link #leave()}.
	 * @param handle the lock that was taken for a call
	 * @return what ends it
	 */
	public static CurrentLock enter(LockHandle handle) {
		CurrentLock entered = new CurrentLock(handle, INNERMOST.get());
		INNERMOST.set(entered);
		return entered;
	}

	/**
	 * Ends the call: what was current before it is so again. To be called on the thread
	 * that entered, the latest call first.
	 */
	public void leave() {
		if (this.outer != null) {
			INNERMOST.set(this.outer);
		}
		else {
			INNERMOST.remove();
		}
	}

	/**
	 * The locks of all calls that this thread is in.
	 * @return the handles, the innermost call's first
	 */
	public static List<LockHandle> all() {
		CurrentLock innermost = INNERMOST.get();
		return (innermost != null) ? innermost.andOuter() : List.of();
	}

	/**
	 * Notes for all calls that this thread is in that a transaction has ended.
	 * @param outcome how it ended
	 */
	public static void transactionEnded(TransactionOutcome outcome) {
		for (CurrentLock each = INNERMOST.get(); each != null; each = each.outer) {
			each.outcome = outcome;
		}
	}

	/**
	 * What became of the last transaction that ended in this call. To be asked on the
	 * thread that entered.
	 * @return the outcome, {@link TransactionOutcome#NONE} if none has ended
	 */
	public TransactionOutcome outcome() {
		return this.outcome;
	}

	/**
	 * What {@link LockHandle#current()} gives. So the interface knows this implementation
	 * of it, as a static factory of an interface does: the one cycle of classes here.
	 */
	static LockHandle innermost() {
		CurrentLock innermost = INNERMOST.get();
		if (innermost == null) {
			throw new IllegalStateException(("Thread '%s' is in no call of a method with @NamedLock. A method that"
					+ " goes on elsewhere takes the handle along: ask for it before")
				.formatted(Thread.currentThread().getName()));
		}
		return innermost;
	}

	@Override
	public String name() {
		return this.handle.name();
	}

	@Override
	public boolean isHeld() {
		return this.handle.isHeld();
	}

	@Override
	public void verify() {
		this.handle.verify();
	}

	@Override
	public void verifyBy(Connection connection) {
		this.handle.verifyBy(connection);
	}

	@Override
	public Duration heldFor() {
		return this.handle.heldFor();
	}

	@Override
	public OptionalLong fencingToken() {
		return this.handle.fencingToken();
	}

	@Override
	public void onLost(Runnable action) {
		this.handle.onLost(action);
	}

	@Override
	public LockHandle detach() {
		throw refused("detached");
	}

	@Override
	public void close() {
		throw refused("closed");
	}

	private List<LockHandle> andOuter() {
		List<LockHandle> handles = new ArrayList<>();
		for (CurrentLock each = this; each != null; each = each.outer) {
			handles.add(each);
		}
		return handles;
	}

	private IllegalStateException refused(String what) {
		return new IllegalStateException(
				"Lock '%s' was taken for a call, which releases it at its end. It cannot be %s by the method"
					.formatted(name(), what));
	}

}

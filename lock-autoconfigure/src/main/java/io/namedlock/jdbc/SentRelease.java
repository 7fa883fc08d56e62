package io.namedlock.jdbc;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import io.namedlock.LockMode;
import io.namedlock.core.LockKey;

/**
 * The release of a lock whose caller has gone on. Whoever would wake the caller has the
 * release sent, or tells what became of it.
 */
final class SentRelease extends QueuedCall {

	private final Runnable sender;

	private final Consumer<SqlCall<Boolean>> listener;

	private final AtomicBoolean told = new AtomicBoolean();

	/**
	 * Creates a release.
	 * @param sender has a thread of the library send what is pending
	 * @param listener is given the answer once
	 */
	SentRelease(LockKey key, LockMode mode, Runnable sender, Consumer<SqlCall<Boolean>> listener) {
		super(Kind.RELEASE, key, mode);
		this.sender = sender;
		this.listener = listener;
	}

	@Override
	void wakeCaller() {
		if (!isDone()) {
			this.sender.run();
		}
		else if (this.told.compareAndSet(false, true)) {
			this.listener.accept(this::result);
		}
	}

}

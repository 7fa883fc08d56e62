package io.namedlock.jdbc.pool;

import java.util.concurrent.Executor;

import io.namedlock.LockEvent;
import io.namedlock.LockListener;

/**
 * Tells of sessions that are opened and that end, on threads of the library: whoever ends
 * one may have the monitor of a gate. Safe for use by several threads.
 */
public final class SessionEvents {

	private final Executor threads;

	private volatile LockListener listener = (event) -> {
	};

	/**
	 * Creates events that nobody listens to yet.
	 * @param threads where listeners are told
	 */
	public SessionEvents(Executor threads) {
		this.threads = threads;
	}

	/**
	 * Names the one who is told.
	 * @param listener throws nothing
	 */
	public void listen(LockListener listener) {
		this.listener = listener;
	}

	/**
	 * Tells of a session when it has been opened.
	 */
	void opening(PooledSession session) {
		session.opening()
			.thenAcceptAsync((opened) -> this.listener.onEvent(new LockEvent.SessionOpened(opened.name())),
					this.threads);
	}

	/**
	 * Tells of the end of a session, unless it could not be opened at all.
	 */
	void ended(PooledSession session) {
		session.opening()
			.thenAcceptAsync(
					(opened) -> this.listener.onEvent(new LockEvent.SessionClosed(opened.name(), session.reason())),
					this.threads);
	}

}

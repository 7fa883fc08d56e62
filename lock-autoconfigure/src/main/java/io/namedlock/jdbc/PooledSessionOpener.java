package io.namedlock.jdbc;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Opens the sessions of a pool, on threads of the library. Safe for use by several
 * threads.
 */
final class PooledSessionOpener implements Function<SessionPool, PooledSession> {

	private final SessionOpener opener;

	private final ReleaseMode release;

	private final PlatformThreads threads;

	private final LockFailures failures;

	private final SessionEvents events;

	PooledSessionOpener(SessionOpener opener, ReleaseMode release, PlatformThreads threads, LockFailures failures,
			SessionEvents events) {
		this.opener = opener;
		this.release = release;
		this.threads = threads;
		this.failures = failures;
		this.events = events;
	}

	@Override
	public PooledSession apply(SessionPool pool) {
		CompletableFuture<LockSession> opening = this.threads.start(this.opener::open);
		PooledSession session = new PooledSession(pool, opening, this.release, this.threads, this.failures,
				this.events);
		this.events.opening(session);
		opening.whenCompleteAsync((opened, failure) -> {
			if (failure != null) {
				session.lose(PooledSession.NOT_OPENED);
			}
		}, this.threads);
		return session;
	}

}

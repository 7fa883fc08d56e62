package io.namedlock.sample.watch;

import java.util.Optional;
import java.util.concurrent.locks.Lock;

import io.namedlock.LockHandle;
import io.namedlock.LockMode;
import io.namedlock.LockRegistry;
import io.namedlock.LockRequest;
import io.namedlock.LockStatus;

/**
 * Tells the board of every request for locks. Safe for use by several threads.
 */
class WatchedRegistry implements LockRegistry {

	private final LockRegistry registry;

	private final LockBoard board;

	WatchedRegistry(LockRegistry registry, LockBoard board) {
		this.registry = registry;
		this.board = board;
	}

	@Override
	public LockHandle acquire(LockRequest request) {
		LockUse use = this.board.begin(request);
		try {
			return granted(this.registry.acquire(request), use);
		}
		catch (RuntimeException ex) {
			this.board.refused(use);
			throw ex;
		}
	}

	@Override
	public Optional<LockHandle> tryAcquire(LockRequest request) {
		LockUse use = this.board.begin(request);
		try {
			Optional<LockHandle> handle = this.registry.tryAcquire(request).map((granted) -> granted(granted, use));
			if (handle.isEmpty()) {
				this.board.refused(use);
			}
			return handle;
		}
		catch (RuntimeException ex) {
			this.board.refused(use);
			throw ex;
		}
	}

	@Override
	public Lock obtain(String name) {
		return this.registry.obtain(name);
	}

	@Override
	public LockStatus status(String name) {
		return this.registry.status(name);
	}

	@Override
	public boolean supports(LockMode mode) {
		return this.registry.supports(mode);
	}

	private LockHandle granted(LockHandle handle, LockUse use) {
		this.board.granted(use);
		return new WatchedHandle(handle, () -> this.board.released(use));
	}

}

package io.namedlock.recipes;

import io.namedlock.LockHandle;
import io.namedlock.LockRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

@Component
class Leader {

	private final LockRegistry locks;

	private volatile @Nullable LockHandle leadership;

	private boolean resigned;

	Leader(LockRegistry locks) {
		this.locks = locks;
	}

	boolean isLeader() {
		LockHandle handle = this.leadership;
		return handle != null && handle.isHeld();
	}

	@Scheduled(fixedDelayString = "5s")
	synchronized void stand() {
		if (!this.resigned && !isLeader()) {
			this.leadership = this.locks.tryAcquire("shop:leader").map(LockHandle::detach).orElse(null);
		}
	}

	@EventListener(ContextClosedEvent.class)
	synchronized void resign() {
		this.resigned = true;
		if (this.leadership != null && isLeader()) {
			this.leadership.close();
		}
	}

}

package io.namedlock.jdbc.fault;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

import io.namedlock.LockException;
import io.namedlock.LockHandle;
import io.namedlock.LockRegistry;
import io.namedlock.LockRequest;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A registry all of whose grants and releases go down in a history. Nothing comes out of
 * it but what the history is told.
 */
final class Node {

	/**
	 * How long a request may take beyond its wait time where the database does not
	 * answer, on a busy machine.
	 */
	static final Duration LATE = Duration.ofSeconds(5);

	private static final Duration PATIENCE = Duration.ofSeconds(5);

	private final String name;

	private final LockRegistry registry;

	private final History history;

	private final SteppedSource source;

	private final List<LockException> failures = new CopyOnWriteArrayList<>();

	Node(String name, LockRegistry registry, History history, SteppedSource source) {
		this.name = name;
		this.registry = registry;
		this.history = history;
		this.source = source;
	}

	/**
	 * The failures that requests, releases and questions ended with.
	 */
	List<LockException> failures() {
		return this.failures;
	}

	/**
	 * Goes for a lock.
	 * @return the lock, {@code null} if it was refused or the request failed
	 */
	@Nullable Hold acquire(LockRequest request) {
		long asked = System.nanoTime();
		Optional<LockHandle> handle = Optional.empty();
		boolean refused = false;
		try {
			handle = this.registry.tryAcquire(request);
			refused = handle.isEmpty();
		}
		catch (LockException ex) {
			this.failures.add(ex);
		}
		catch (Throwable ex) {
			wrong("threw " + ex);
		}
		requireInTime(request, Duration.ofNanos(System.nanoTime() - asked));
		Set<String> names = Set.copyOf(request.names());
		if (refused) {
			this.history.refused(this.name, names, asked);
		}
		return handle.map((granted) -> this.history.granted(this.name, names, granted, asked)).orElse(null);
	}

	boolean isOwner(Hold hold) {
		return hold.isOf(this.name);
	}

	/**
	 * Asks the database whether a lock stands.
	 */
	void verify(@Nullable Hold hold) {
		if (hold != null) {
			run(hold.handle()::verify);
		}
	}

	/**
	 * Gives a lock back, if there is one.
	 */
	void release(@Nullable Hold hold) {
		if (hold != null) {
			boolean lost = !hold.handle().isHeld();
			if (lost) {
				requireTold(hold);
			}
			hold.leave();
			if (run(hold.handle()::close)) {
				hold.leftWell();
				if (lost) {
					wrong("heard nothing of a loss when it gave the lock back: " + hold);
				}
			}
		}
	}

	private boolean run(Runnable call) {
		try {
			call.run();
			return true;
		}
		catch (LockException ex) {
			this.failures.add(ex);
		}
		catch (Throwable ex) {
			wrong("threw " + ex);
		}
		return false;
	}

	private void requireTold(Hold hold) {
		try {
			Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(hold::isTold);
		}
		catch (ConditionTimeoutException ex) {
			wrong("got no notice of a loss: " + hold);
		}
	}

	private void requireInTime(LockRequest request, Duration taken) {
		Duration wait = request.waitTime().orElseThrow();
		if (taken.compareTo(wait.plus(LATE).plus(this.source.meddling())) > 0) {
			wrong("waited %s instead of %s".formatted(taken, wait));
		}
	}

	private void wrong(String what) {
		this.history.wrong("node " + this.name + " " + what);
	}

}

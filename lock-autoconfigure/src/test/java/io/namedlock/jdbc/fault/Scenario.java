package io.namedlock.jdbc.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.namedlock.core.Pending;
import org.jspecify.annotations.Nullable;

/**
 * What two nodes do with a lock.
 */
enum Scenario {

	/**
	 * A free lock is taken, refused to the other node, and given back.
	 */
	TAKE_AND_RELEASE(2, 0) {
		@Override
		void play(Stage stage) {
			Hold first = stage.struck().acquire(stage.atOnce());
			tryOnce(stage);
			stage.struck().release(first);
			stage.sound().release(stage.sound().acquire(stage.patiently()));
		}
	},

	/**
	 * The node waits for a lock until the other one gives it back.
	 */
	WAIT(2, 0) {
		@Override
		void play(Stage stage) throws Exception {
			Hold first = stage.sound().acquire(stage.atOnce());
			Pending<@Nullable Hold> second = stage.begin(stage.struck(), stage.patiently());
			stage.awaitAtServer(stage.struck(), second);
			stage.sound().release(first);
			Hold granted = second.result();
			tryOnce(stage);
			stage.struck().release(granted);
		}
	},

	/**
	 * The node waits for a lock until its time is over.
	 */
	TIME_OUT(1, 0) {
		@Override
		void play(Stage stage) {
			Hold first = stage.sound().acquire(stage.atOnce());
			stage.struck().release(stage.struck().acquire(stage.within(SHORT)));
			stage.sound().release(first);
		}
	},

	/**
	 * The node waits for a lock until its thread is interrupted.
	 */
	INTERRUPT(1, 1) {
		@Override
		void play(Stage stage) throws Exception {
			Hold first = stage.sound().acquire(stage.atOnce());
			Pending<@Nullable Hold> second = stage.begin(stage.struck(), stage.patiently());
			stage.awaitAtServer(stage.struck(), second);
			Hold granted = second.interrupt().result();
			stage.sound().release(first);
			stage.struck().release(granted);
		}
	},

	/**
	 * Threads of the node hand the lock to each other, and exchange it at the server: for
	 * a new grant, and for a wait behind the other node.
	 */
	HAND_OVER(6, 0) {
		@Override
		void play(Stage stage) throws Exception {
			Hold first = stage.struck().acquire(stage.atOnce());
			List<Pending<@Nullable Hold>> waiting = new ArrayList<>();
			waiting.add(stage.begin(stage.struck(), stage.patiently()));
			waiting.add(stage.begin(stage.struck(), stage.patiently()));
			stage.struck().release(first);
			stage.releaseNext(waiting);
			Pending<@Nullable Hold> other = stage.begin(stage.sound(), stage.patiently());
			stage.awaitAtServer(stage.sound(), other);
			waiting.add(other);
			waiting.add(stage.begin(stage.struck(), stage.patiently()));
			waiting.add(stage.begin(stage.struck(), stage.patiently()));
			while (!waiting.isEmpty()) {
				stage.releaseNext(waiting);
			}
		}
	},

	/**
	 * A lock is held for so long that the node assures itself of it.
	 */
	HOLD(1, 0) {
		@Override
		void play(Stage stage) {
			Hold first = stage.struck().acquire(stage.atOnce());
			stage.awaitHeartbeats(first);
			tryOnce(stage);
			stage.struck().verify(first);
			tryOnce(stage);
			stage.struck().release(first);
		}
	},

	/**
	 * Several locks are taken together: not all are free, then they are.
	 */
	SEVERAL(3, 0) {
		@Override
		void play(Stage stage) {
			Hold second = stage.sound().acquire(stage.ofPart(2, Duration.ZERO));
			stage.struck().release(stage.struck().acquire(stage.ofAllParts(Duration.ZERO)));
			stage.sound().release(second);
			Hold all = stage.struck().acquire(stage.ofAllParts(stage.patience()));
			stage.sound().release(stage.sound().acquire(stage.ofPart(3, Duration.ZERO)));
			stage.struck().release(all);
			stage.sound().release(stage.sound().acquire(stage.ofPart(1, stage.patience())));
		}
	},

	/**
	 * Both nodes draw fencing tokens.
	 */
	FENCE(3, 0) {
		@Override
		void play(Stage stage) {
			stage.struck().release(stage.struck().acquire(stage.patiently().fenced()));
			stage.sound().release(stage.sound().acquire(stage.patiently().fenced()));
			stage.struck().release(stage.struck().acquire(stage.patiently().fenced()));
		}
	};

	private static final Duration SHORT = Duration.ofMillis(400);

	private final int grants;

	private final int failures;

	/**
	 * Creates a scenario.
	 * @param grants how often a lock is granted where nothing fails
	 * @param failures how often a request or release fails all the same
	 */
	Scenario(int grants, int failures) {
		this.grants = grants;
		this.failures = failures;
	}

	int grants() {
		return this.grants;
	}

	int failures() {
		return this.failures;
	}

	/**
	 * Plays it from beginning to end, whatever fails in between.
	 */
	abstract void play(Stage stage) throws Exception;

	/**
	 * The other node tries for the lock.
	 */
	private static void tryOnce(Stage stage) {
		stage.sound().release(stage.sound().acquire(stage.within(Duration.ZERO)));
	}

}

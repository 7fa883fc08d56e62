package io.namedlock.jdbc.session;

import java.sql.SQLException;
import java.util.List;

import io.namedlock.LockMode;
import io.namedlock.core.LockKey;
import io.namedlock.jdbc.PlatformThreads;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;

/**
 * Calls that go together and calls that go alone: one at a time, each made once, and all
 * of them end. A wake-up that is lost is seen as a hang.
 */
class CallQueueLincheckTests {

	@Test
	void everyInterleavingEnds() {
		new ModelCheckingOptions().iterations(2)
			.invocationsPerIteration(60)
			.threads(3)
			.actorsPerThread(1)
			.actorsBefore(0)
			.actorsAfter(0)
			.sequentialSpecification(Counter.class)
			.check(Model.class);
	}

	@Test
	void allOfManyRunsEnd() {
		new StressOptions().iterations(5)
			.invocationsPerIteration(500)
			.threads(3)
			.actorsPerThread(4)
			.actorsBefore(0)
			.actorsAfter(0)
			.sequentialSpecification(Counter.class)
			.check(Model.class);
	}

	/**
	 * What the model does if nobody comes in between.
	 */
	public static class Counter {

		private boolean taken;

		public boolean attempt() {
			boolean free = !this.taken;
			this.taken = true;
			return free;
		}

		public boolean release() {
			boolean held = this.taken;
			this.taken = false;
			return held;
		}

	}

	/**
	 * A lock that is not safe for use by several threads, behind a queue.
	 */
	public static class Model {

		private static final LockKey KEY = LockKey.of("a");

		private static final PlatformThreads THREADS = new PlatformThreads();

		private final Counter lock = new Counter();

		private final CallQueue queue = new CallQueue(THREADS, this::send);

		@Operation
		public boolean attempt() throws SQLException {
			QueuedCall call = new QueuedCall(QueuedCall.Kind.ATTEMPT, KEY, LockMode.EXCLUSIVE);
			this.queue.run(call);
			return call.result();
		}

		@Operation
		public boolean release() throws SQLException {
			return this.queue.runAlone(this.lock::release);
		}

		private void send(List<QueuedCall> calls) {
			calls.forEach((call) -> call.end(this.lock.attempt()));
		}

	}

}

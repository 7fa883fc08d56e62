package io.namedlock.jdbc.session;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import io.namedlock.LockMode;
import io.namedlock.core.LockKey;
import io.namedlock.core.VirtualThreads;
import io.namedlock.jdbc.PlatformThreads;
import io.namedlock.jdbc.session.CallQueue.Gathering;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@Timeout(60)
class CallQueueTests {

	private static final int THREADS = 16;

	private static final int ROUNDS = 500;

	private final PlatformThreads threads = new PlatformThreads();

	private final ConcurrentLinkedQueue<List<String>> batches = new ConcurrentLinkedQueue<>();

	private final AtomicInteger users = new AtomicInteger();

	private final CountDownLatch gate = new CountDownLatch(1);

	private final List<Thread> started = new ArrayList<>();

	@AfterEach
	void close() {
		this.gate.countDown();
		this.threads.close();
	}

	@Test
	void callsThatCameMeanwhileGoTogetherInTheirOrder() throws Exception {
		CallQueue queue = queue(this::end);
		List<CompletableFuture<Boolean>> ends = queueBehindAnother(queue, Thread::new, "a", "b", "c");
		this.gate.countDown();
		for (CompletableFuture<Boolean> end : ends) {
			assertThat(end.get(10, TimeUnit.SECONDS)).isTrue();
		}
		assertThat(this.batches).containsExactly(List.of("a", "b", "c"));
	}

	@Test
	void batchWaitsForThoseWhoWereJustAnswered() throws Exception {
		List<CompletableFuture<Boolean>> late = new ArrayList<>();
		AtomicReference<CallQueue> self = new AtomicReference<>();
		Gathering gathering = new Gathering(() -> 0, (nanos) -> late.addAll(start(self.get(), Thread::new, "late")));
		gathering.answered(2, 0, -Gathering.SHORTEST_ROUND_TRIP_NANOS);
		self.set(new CallQueue(this.threads, this::end, gathering));
		assertThat(run(self.get(), "early")).isTrue();
		assertThat(late.get(0).get(10, TimeUnit.SECONDS)).isTrue();
		assertThat(this.batches).containsExactly(List.of("early", "late"));
	}

	@Test
	void moreCallsThanABatchHoldsAllEnd() throws Exception {
		CallQueue queue = queue(this::end);
		String[] names = IntStream.rangeClosed(0, CallQueue.MAX_BATCH).mapToObj((i) -> "n" + i).toArray(String[]::new);
		List<CompletableFuture<Boolean>> ends = queueBehindAnother(queue, Thread::new, names);
		this.gate.countDown();
		CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new)).get(10, TimeUnit.SECONDS);
		assertThat(this.batches).extracting(List::size).containsExactly(CallQueue.MAX_BATCH, 1);
	}

	@Test
	void errorOfTheSenderReachesEveryCaller() throws Exception {
		CallQueue queue = queue((calls) -> {
			calls.get(0).end(true);
			throw new StackOverflowError("in the driver");
		});
		List<CompletableFuture<Boolean>> ends = queueBehindAnother(queue, Thread::new, "a", "b");
		this.gate.countDown();
		assertThat(ends.get(0).get(10, TimeUnit.SECONDS)).isTrue();
		assertThat(ends.get(1)).failsWithin(10, TimeUnit.SECONDS)
			.withThrowableThat()
			.withCauseInstanceOf(SQLException.class)
			.withStackTraceContaining("in the driver");
	}

	@Test
	void interruptIsKeptUntilTheCallEnds() throws Exception {
		CallQueue queue = queue(this::end);
		List<CompletableFuture<Boolean>> ends = queueBehindAnother(queue,
				(task) -> new Thread(() -> runAndNoteInterrupt(task)), "a");
		this.started.get(0).interrupt();
		this.gate.countDown();
		assertThat(ends.get(0).get(10, TimeUnit.SECONDS)).isTrue();
		this.started.get(0).join();
		assertThat(this.batches).contains(List.of("interrupted"));
	}

	@Test
	void callAloneThatFailsLetsTheNextOneGo() throws Exception {
		CallQueue queue = queue(this::end);
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> queue.runAlone(() -> {
			throw new IllegalStateException();
		}));
		assertThat(run(queue, "a")).isTrue();
	}

	@Test
	void everyCallOfManyThreadsEnds() throws Exception {
		allEnd(Thread::new);
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void everyCallOfManyVirtualThreadsEnds() throws Exception {
		allEnd(VirtualThreads.factory());
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void closedThreadsEndTheCallsOfVirtualThreads() throws Exception {
		CallQueue queue = queue(this::end);
		List<CompletableFuture<Boolean>> ends = queueBehindAnother(queue, VirtualThreads.factory(), "a", "b", "c");
		ends.addAll(start(queue, Thread::new, "d"));
		CompletableFuture<Void> closing = CompletableFuture.runAsync(this.threads::close);
		Awaitility.await().until(this::isClosed);
		this.gate.countDown();
		closing.get(10, TimeUnit.SECONDS);
		assertThat(ends.get(3).get(10, TimeUnit.SECONDS)).isTrue();
		ends.subList(0, 3)
			.forEach((end) -> assertThat(end.handle((result, failure) -> true)).succeedsWithin(10, TimeUnit.SECONDS));
	}

	private boolean isClosed() {
		try {
			this.threads.execute(() -> {
			});
			return false;
		}
		catch (RejectedExecutionException ex) {
			return true;
		}
	}

	private CallQueue queue(Consumer<List<QueuedCall>> sender) {
		return new CallQueue(this.threads, sender);
	}

	private void end(List<QueuedCall> calls) {
		assertThat(this.users.incrementAndGet()).isOne();
		this.batches.add(calls.stream().map((call) -> call.key().name()).toList());
		this.users.decrementAndGet();
		calls.forEach((call) -> call.end(true));
	}

	private void allEnd(ThreadFactory factory) throws Exception {
		CallQueue queue = queue(this::end);
		List<CompletableFuture<Void>> ends = new ArrayList<>();
		for (int i = 0; i < THREADS; i++) {
			boolean alone = i % 4 == 0;
			ends.add(CompletableFuture.runAsync(() -> callOften(queue, alone),
					(task) -> factory.newThread(task).start()));
		}
		CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new)).get(50, TimeUnit.SECONDS);
		assertThat(this.batches.stream().mapToInt(List::size).sum()).isEqualTo(THREADS * ROUNDS);
	}

	private void callOften(CallQueue queue, boolean alone) {
		for (int i = 0; i < ROUNDS; i++) {
			if (alone) {
				callAlone(queue);
			}
			else {
				run(queue, "a");
			}
		}
	}

	private void callAlone(CallQueue queue) {
		try {
			queue.runAlone(() -> {
				end(List.of(new QueuedCall(QueuedCall.Kind.ATTEMPT, LockKey.of("alone"), LockMode.EXCLUSIVE)));
				return null;
			});
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Starts calls while the connection is in use until the gate is opened.
	 */
	private List<CompletableFuture<Boolean>> queueBehindAnother(CallQueue queue, ThreadFactory factory, String... names)
			throws InterruptedException {
		CountDownLatch inUse = new CountDownLatch(1);
		this.threads.start(() -> queue.runAlone(() -> {
			inUse.countDown();
			awaitGate();
			return null;
		}));
		inUse.await();
		return start(queue, factory, names);
	}

	private List<CompletableFuture<Boolean>> start(CallQueue queue, ThreadFactory factory, String... names) {
		List<CompletableFuture<Boolean>> ends = new ArrayList<>();
		for (String name : names) {
			ends.add(CompletableFuture.supplyAsync(() -> run(queue, name), (task) -> {
				Thread thread = factory.newThread(task);
				this.started.add(thread);
				thread.start();
			}));
			Thread thread = this.started.get(this.started.size() - 1);
			Awaitility.await()
				.pollDelay(Duration.ZERO)
				.pollInterval(Duration.ofMillis(1))
				.until(() -> LockSupport.getBlocker(thread) == queue || thread.getState() == Thread.State.WAITING);
		}
		return ends;
	}

	private void awaitGate() {
		try {
			this.gate.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void runAndNoteInterrupt(Runnable task) {
		task.run();
		if (Thread.interrupted()) {
			this.batches.add(List.of("interrupted"));
		}
	}

	private static boolean run(CallQueue queue, String name) {
		QueuedCall call = new QueuedCall(QueuedCall.Kind.ATTEMPT, LockKey.of(name), LockMode.EXCLUSIVE);
		queue.run(call);
		try {
			return call.result();
		}
		catch (SQLException ex) {
			throw new CompletionException(ex);
		}
	}

}

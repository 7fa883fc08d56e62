package io.namedlock.jdbc.call;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.namedlock.LockHandle;
import io.namedlock.LockInterruptedException;
import io.namedlock.LockRegistry;
import io.namedlock.core.Actor;
import io.namedlock.core.DefaultLockRegistry;
import io.namedlock.core.LockRegistrySettings;
import io.namedlock.core.Pending;
import io.namedlock.core.VirtualThreads;
import io.namedlock.jdbc.LockConnectionSource;
import io.namedlock.test.DriverManagerSource;
import io.namedlock.test.FaultySource;
import io.namedlock.test.TestBackends;
import io.namedlock.test.TestDatabase;
import io.namedlock.test.TestSettings;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A thread is interrupted at each point of its way: the session that it shares with
 * others goes on, and what was believed before is still so. A virtual thread that used
 * the connection itself would close it.
 */
@ParameterizedClass(name = "{0}, {1}")
@MethodSource("threadsOnDatabases")
@Timeout(60)
class InterruptedThreadTests {

	private static final AtomicInteger RUNS = new AtomicInteger();

	private final String name = "interrupted:" + RUNS.incrementAndGet() + ":";

	private final CountDownLatch gate = new CountDownLatch(1);

	@Parameter(0)
	@SuppressWarnings("NullAway.Init")
	private Kind kind;

	@Parameter(1)
	@SuppressWarnings("NullAway.Init")
	private TestDatabase database;

	@SuppressWarnings("NullAway.Init")
	private FaultySource source;

	@SuppressWarnings("NullAway.Init")
	private LockRegistry registry;

	@SuppressWarnings("NullAway.Init")
	private LockRegistry otherNode;

	@SuppressWarnings("NullAway.Init")
	private Actor actor;

	@SuppressWarnings("NullAway.Init")
	private LockHandle bystander;

	private @Nullable Long session;

	static Stream<Arguments> threadsOnDatabases() {
		return Stream.of(Kind.values())
			.filter(Kind::isThere)
			.flatMap((kind) -> TestDatabase.all().map((database) -> Arguments.of(kind, database)));
	}

	@BeforeEach
	void holdALock() {
		this.source = new FaultySource(this.database);
		this.registry = registry(this.source);
		this.otherNode = registry(new DriverManagerSource(this.database));
		this.actor = new Actor(this.kind.factory());
		this.bystander = this.registry.acquire(this.name + "bystander");
		this.session = holderOf("bystander");
		assertThat(this.session).isNotNull();
	}

	@AfterEach
	void close() {
		this.gate.countDown();
		this.actor.close();
		((DefaultLockRegistry) this.registry).close();
		((DefaultLockRegistry) this.otherNode).close();
	}

	@Test
	void inLineOfTheGate() throws Exception {
		LockHandle held = acquire("wanted");
		Pending<LockHandle> inLine = this.actor.begins(() -> acquire("wanted")).awaitInLine().interrupt();
		assertThatExceptionOfType(LockInterruptedException.class).isThrownBy(inLine::result);
		held.verify();
		excludes("wanted");
		sessionGoesOn();
	}

	@Test
	void whileItsCallIsQueued() throws Exception {
		this.source.stopNext(this.gate);
		try (Actor blocker = new Actor(Thread::new)) {
			Pending<LockHandle> inFlight = blocker.begins(() -> acquire("blocker"));
			awaitStopped();
			Pending<LockHandle> queued = this.actor.begins(() -> acquire("wanted")).awaitWaiting().interrupt();
			this.gate.countDown();
			queued.result().verify();
			inFlight.result().verify();
		}
		excludes("wanted");
		sessionGoesOn();
	}

	@Test
	void whileItsAttemptIsUnderWay() throws Exception {
		Pending<LockHandle> attempt = interruptedAtTheDatabase(() -> acquire("wanted"));
		attempt.result().verify();
		excludes("wanted");
		sessionGoesOn();
	}

	@Test
	void whileItWaitsAtTheServer() throws Exception {
		LockHandle held = this.otherNode.acquire(this.name + "wanted");
		Pending<LockHandle> waiting = this.actor.begins(() -> acquire("wanted"));
		Awaitility.await().until(() -> this.database.waitersFor(this.name + "wanted") == 1);
		waiting.interrupt();
		assertThatExceptionOfType(LockInterruptedException.class).isThrownBy(waiting::result);
		assertThat(this.database.waitersFor(this.name + "wanted")).isZero();
		held.close();
		assertThat(holderOf("wanted")).isNull();
		sessionGoesOn();
	}

	@Test
	void whileItReleases() throws Exception {
		LockHandle handle = this.actor.does(() -> acquire("wanted"));
		interruptedAtTheDatabase(() -> {
			handle.close();
			return handle;
		}).result();
		assertThat(holderOf("wanted")).isNull();
		sessionGoesOn();
	}

	@Test
	void whileItVerifies() throws Exception {
		LockHandle handle = this.actor.does(() -> acquire("wanted"));
		interruptedAtTheDatabase(() -> {
			handle.verify();
			return handle;
		}).result();
		excludes("wanted");
		sessionGoesOn();
	}

	private Pending<LockHandle> interruptedAtTheDatabase(Callable<LockHandle> action) throws InterruptedException {
		this.source.stopNext(this.gate);
		Pending<LockHandle> pending = this.actor.begins(() -> {
			LockHandle handle = action.call();
			assertThat(Thread.interrupted()).isTrue();
			return handle;
		});
		awaitStopped();
		pending.interrupt();
		this.gate.countDown();
		return pending;
	}

	private void awaitStopped() throws InterruptedException {
		assertThat(this.source.stopped().await(10, TimeUnit.SECONDS)).isTrue();
	}

	private void excludes(String lock) {
		assertThat(this.otherNode.tryAcquire(this.name + lock)).isEmpty();
		assertThat(holderOf(lock)).isEqualTo(this.session);
	}

	private void sessionGoesOn() {
		this.bystander.verify();
		assertThat(holderOf("bystander")).isEqualTo(this.session);
		assertThat(this.otherNode.tryAcquire(this.name + "bystander")).isEmpty();
	}

	private @Nullable Long holderOf(String lock) {
		return this.database.holderOf(this.name + lock);
	}

	private LockHandle acquire(String lock) {
		return this.registry.acquire(this.name + lock);
	}

	private static LockRegistry registry(LockConnectionSource source) {
		return new DefaultLockRegistry(TestBackends.connect(source, TestSettings.sessions()),
				LockRegistrySettings.defaults());
	}

	/**
	 * A kind of threads.
	 */
	enum Kind {

		PLATFORM, VIRTUAL;

		boolean isThere() {
			return this == PLATFORM || Runtime.version().feature() >= 21;
		}

		ThreadFactory factory() {
			return (this == PLATFORM) ? Thread::new : VirtualThreads.factory();
		}

	}

}

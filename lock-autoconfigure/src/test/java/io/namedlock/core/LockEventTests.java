package io.namedlock.core;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;

import io.namedlock.LockBackendException;
import io.namedlock.LockDeadlockException;
import io.namedlock.LockEvent;
import io.namedlock.LockHandle;
import io.namedlock.LockInterruptedException;
import io.namedlock.LockLostException;
import io.namedlock.LockMode;
import io.namedlock.LockNotAcquiredException;
import io.namedlock.LockRegistry;
import io.namedlock.LockRequest;
import io.namedlock.test.TestSettings;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class LockEventTests extends RegistryTestSupport {

	private static final LockRegistrySettings HANDING_OVER = TestSettings.handingOver(Duration.ofSeconds(30), 64,
			Duration.ofHours(1));

	private final FakeBackend backend = new FakeBackend();

	private final RecordedEvents events = new RecordedEvents();

	private final String name = uniqueName();

	private final LockRequest request = LockRequest.of(this.name).withTemplate("t:<#id>");

	@Override
	protected LockRegistry newRegistry(LockRegistrySettings settings) {
		DefaultLockRegistry created = new DefaultLockRegistry(this.backend, HANDING_OVER);
		created.addListener(this.events);
		return created;
	}

	@Test
	void tellsOfEachStepOfALock() {
		LockHandle handle = registry().acquire(this.request);
		assertThat(this.events.kinds()).containsExactly("Requested", "Acquired");
		handle.close();
		handle.close();
		assertThat(this.events.kinds()).containsExactly("Requested", "Acquired", "Released");
		LockEvent.Subject lock = this.events.of(LockEvent.Released.class).get(0).lock();
		assertThat(lock).isEqualTo(
				new LockEvent.Subject(this.name, "t:<#id>", LockMode.EXCLUSIVE, Thread.currentThread().getName()));
		assertThat(this.events.of(LockEvent.Acquired.class)).allSatisfy((event) -> {
			assertThat(event.request().template()).contains("t:<#id>");
			assertThat(event.reentrant()).isFalse();
		});
	}

	@Test
	void tellsOfReentranceOnceAtEachEnd() {
		LockHandle outer = registry().acquire(this.request);
		LockHandle inner = registry().acquire(this.request);
		outer.close();
		assertThat(this.events.of(LockEvent.Released.class)).isEmpty();
		inner.close();
		assertThat(this.events.of(LockEvent.Acquired.class)).extracting(LockEvent.Acquired::reentrant)
			.containsExactly(false, true);
		assertThat(this.events.of(LockEvent.Released.class)).hasSize(1);
	}

	@Test
	void tellsOfTheLockOfTheJdkHoweverItIsTaken() throws Exception {
		Lock lock = obtain(this.name);
		List<Actor.Step> ways = List.of(lock::lock, lock::lockInterruptibly, lock::tryLock,
				() -> lock.tryLock(1, TimeUnit.MINUTES));
		for (int i = 0; i < ways.size(); i++) {
			ways.get(i).run();
			lock.unlock();
			assertThat(this.events.kinds()).hasSize(3 * (i + 1)).endsWith("Requested", "Acquired", "Released");
		}
		assertThat(this.events.of(LockEvent.Released.class).get(0).lock().template()).isNull();
	}

	@Test
	void tellsHowTheLockWasHeld() {
		registry().acquire(this.request.shared()).close();
		assertThat(this.events.of(LockEvent.Released.class).get(0).lock().mode()).isEqualTo(LockMode.SHARED);
	}

	@Test
	void tellsHowLongTheWaitAndTheHoldTook() throws Exception {
		Deadline all = Deadline.never();
		LockHandle handle = registry().acquire(this.request);
		Pending<LockHandle> waiter = actor().begins(() -> registry().acquire(this.request)).awaitInLine();
		Deadline wait = Deadline.never();
		assertThat(actor().does(() -> registry().tryAcquire(this.name))).isEmpty();
		Duration atLeastWaited = elapsed(wait);
		Duration atLeastHeld = handle.heldFor();
		handle.close();
		waiter.result().close();
		Duration atMost = elapsed(all);
		assertThat(this.events.of(LockEvent.Acquired.class).get(1).waited()).isBetween(atLeastWaited, atMost);
		assertThat(this.events.of(LockEvent.Released.class).get(0).held()).isBetween(atLeastHeld, atMost);
		assertThat(this.events.of(LockEvent.Refused.class).get(0).waited()).isPositive().isLessThanOrEqualTo(atMost);
	}

	@Test
	void tellsWhoGetsNothingWhenTheTimeIsOver() throws Exception {
		LockHandle handle = registry().acquire(this.request);
		LockRequest once = this.request.waitingAtMost(Duration.ZERO);
		actor().does(() -> assertThatExceptionOfType(LockNotAcquiredException.class)
			.isThrownBy(() -> registry().acquire(once)));
		assertThat(actor().<Boolean>does(() -> obtain(this.name).tryLock())).isFalse();
		assertThat(this.events.of(LockEvent.Refused.class)).hasSize(2)
			.allSatisfy((event) -> assertThat(event.failure()).isNull());
		handle.close();
		assertThat(this.events.of(LockEvent.Released.class)).hasSize(1);
	}

	@Test
	void tellsWhyAWaitFailed() throws Exception {
		this.backend.failToAcquire(new LockBackendException(this.name, "the database is down", null));
		assertThatExceptionOfType(LockBackendException.class).isThrownBy(() -> registry().acquire(this.request));
		LockHandle shared = registry().acquire(this.request.shared());
		assertThatExceptionOfType(LockDeadlockException.class).isThrownBy(() -> registry().acquire(this.request));
		Pending<LockHandle> waiter = actor().begins(() -> registry().acquire(this.request)).awaitWaiting();
		waiter.interrupt();
		assertThatExceptionOfType(LockInterruptedException.class).isThrownBy(waiter::result);
		assertThat(this.events.of(LockEvent.Refused.class)).extracting(LockEvent.Refused::failure)
			.hasExactlyElementsOfTypes(LockBackendException.class, LockDeadlockException.class,
					LockInterruptedException.class);
		shared.close();
	}

	@Test
	void tellsOfAHandOver() throws Exception {
		LockHandle handle = registry().acquire(this.request);
		Pending<LockHandle> heir = actor().begins(() -> registry().acquire(this.request)).awaitInLine();
		handle.close();
		heir.result().close();
		assertThat(this.events.of(LockEvent.HandedOver.class)).extracting(LockEvent.HandedOver::handOvers)
			.containsExactly(1);
		assertThat(this.events.of(LockEvent.Released.class)).hasSize(2);
	}

	@Test
	void tellsOfALossOnce() {
		LockHandle handle = registry().acquire(this.request);
		LockHandle nested = registry().acquire(this.request);
		handle.close();
		this.backend.lastGrant().lose();
		assertThat(this.events.of(LockEvent.Lost.class)).hasSize(1);
		assertThatExceptionOfType(LockLostException.class).isThrownBy(nested::close);
		assertThat(this.events.of(LockEvent.Lost.class)).hasSize(1);
		assertThat(this.events.of(LockEvent.Released.class)).hasSize(1);
	}

	@Test
	void tellsOfALossThatOnlyTheReleaseFinds() {
		LockHandle handle = registry().acquire(this.request);
		this.backend.failToRelease(new LockLostException(this.name, "it was gone"));
		assertThatExceptionOfType(LockLostException.class).isThrownBy(handle::close);
		assertThat(this.events.kinds()).containsExactly("Requested", "Acquired", "Lost", "Released");
	}

	@Test
	void tellsOfSeveralLocksByOneRequestAndOfEachRelease() {
		LockRequest both = LockRequest.ofAll("b" + this.name, "a" + this.name);
		registry().acquire(both).close();
		assertThat(this.events.of(LockEvent.Acquired.class)).extracting(LockEvent.Acquired::request)
			.containsExactly(both);
		assertThat(this.events.of(LockEvent.Released.class)).extracting((event) -> event.lock().name())
			.containsExactlyInAnyOrder("a" + this.name, "b" + this.name);
	}

	@Test
	void isNotHarmedByListenersThatFail() {
		DefaultLockRegistry registry = (DefaultLockRegistry) registry();
		registry.addListener((event) -> {
			throw new IllegalStateException("a failing listener");
		});
		registry.addListener((event) -> {
			throw new NoClassDefFoundError("of a listener");
		});
		RecordedEvents next = new RecordedEvents();
		registry.addListener(next);
		registry.acquire(this.request).close();
		assertThat(next.kinds()).containsExactly("Requested", "Acquired", "Released");
		assertThat(registry.gateCount()).isZero();
	}

	@Test
	void lateListenersHearOfNoHalves() {
		DefaultLockRegistry registry = new DefaultLockRegistry(this.backend, LockRegistrySettings.defaults());
		try (registry) {
			LockHandle handle = registry.acquire(this.request);
			registry.addListener(this.events);
			handle.close();
			assertThat(this.events.kinds()).isEqualTo(List.of());
		}
	}

	/**
	 * An overview looks at the gates under their monitors, so it would never end on
	 * another thread if this one had such a monitor.
	 */
	@Test
	void tellsNothingUnderTheMonitorOfAGate() throws Exception {
		DefaultLockRegistry registry = (DefaultLockRegistry) registry();
		Actor observer = actor();
		List<String> observed = new CopyOnWriteArrayList<>();
		registry.addListener((event) -> {
			try {
				observer.does(() -> registry.overview(false));
				observed.add(event.getClass().getSimpleName());
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		});
		LockHandle handle = registry.acquire(this.request);
		Pending<LockHandle> heir = actor().begins(() -> registry.acquire(this.request)).awaitInLine();
		assertThat(actor().does(() -> registry.tryAcquire(this.name))).isEmpty();
		handle.close();
		LockHandle inherited = heir.result();
		this.backend.lastGrant().lose();
		assertThatExceptionOfType(LockLostException.class).isThrownBy(inherited::close);
		assertThat(observed).containsExactlyInAnyOrderElementsOf(this.events.kinds())
			.contains("Requested", "Acquired", "Refused", "HandedOver", "Lost", "Released");
	}

	private static Duration elapsed(Deadline start) {
		return Duration.ofNanos(start.elapsedNanos());
	}

}

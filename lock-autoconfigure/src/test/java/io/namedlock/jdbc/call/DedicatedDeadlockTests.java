package io.namedlock.jdbc.call;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.namedlock.LockDeadlockException;
import io.namedlock.LockHandle;
import io.namedlock.LockRegistry;
import io.namedlock.LockRequest;
import io.namedlock.core.Actor;
import io.namedlock.core.LockRegistrySettings;
import io.namedlock.core.Pending;
import io.namedlock.core.RegistryTestSupport;
import io.namedlock.jdbc.LockSessionSettings;
import io.namedlock.test.TestDatabase;
import io.namedlock.test.TestSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Deadlocks between nodes: the database refuses one of those who wait for each other.
 */
@ParameterizedClass
@MethodSource("io.namedlock.test.TestDatabase#all")
class DedicatedDeadlockTests extends RegistryTestSupport {

	private static final LockSessionSettings SETTINGS = TestSettings.dedicated(TestSettings.sessions(1, 50));

	private static final LockRegistrySettings PATIENT = TestSettings.waitingAtMost(Duration.ofMinutes(5));

	@Parameter
	@SuppressWarnings("NullAway.Init")
	private TestDatabase database;

	@Override
	protected LockRegistry newRegistry(LockRegistrySettings settings) {
		return NamedLockRegistries.connect(this.database, SETTINGS, settings);
	}

	@Override
	protected boolean isInLine(Thread thread) {
		return ServerLine.has(thread, this.database);
	}

	/**
	 * Each node holds a lock and wants that of the next. One is refused, keeps what it
	 * has, and once it gives that back all others go on.
	 */
	@ParameterizedTest
	@ValueSource(ints = { 2, 3 })
	void oneNodeOfACycleIsRefusedAndTheOthersGoOn(int nodes) throws Exception {
		List<String> names = new ArrayList<>();
		List<Actor> actors = new ArrayList<>();
		List<LockRegistry> registries = new ArrayList<>();
		for (int i = 0; i < nodes; i++) {
			LockRegistry registry = registry(PATIENT);
			String name = uniqueName();
			Actor actor = actor();
			actor.does(registry.obtain(name)::lock);
			names.add(name);
			actors.add(actor);
			registries.add(registry);
		}
		List<Pending<Boolean>> wishes = new ArrayList<>();
		for (int i = 0; i < nodes; i++) {
			LockRegistry registry = registries.get(i);
			String own = names.get(i);
			String next = names.get((i + 1) % nodes);
			Pending<Boolean> wish = actors.get(i).begins(() -> isRefused(registry, own, next));
			wishes.add((i < nodes - 1) ? wish.awaitInLine() : wish);
		}
		int refused = 0;
		for (Pending<Boolean> wish : wishes) {
			refused += wish.result() ? 1 : 0;
		}
		assertThat(refused).isOne();
		for (String name : names) {
			assertThat(this.database.holderOf(name)).isNull();
		}
	}

	@Test
	void longChainIsNoDeadlock() throws Exception {
		LockRegistry registry = registry(PATIENT);
		List<Pending<Void>> chain = new ArrayList<>();
		String first = uniqueName();
		LockHandle held = registry.acquire(first);
		String before = first;
		for (int i = 0; i < 40; i++) {
			String own = uniqueName();
			String wanted = before;
			Actor actor = actor();
			actor.does(registry.obtain(own)::lock);
			chain.add(actor.begins(() -> {
				registry.obtain(wanted).lock();
				registry.obtain(wanted).unlock();
				registry.obtain(own).unlock();
			}).awaitWaiting());
			before = own;
		}
		assertThat(chain).noneMatch(Pending::isDone);
		held.close();
		for (Pending<Void> link : chain) {
			link.result();
		}
	}

	@Test
	void tryFormsAnswerInsteadOfWaitingForEver() throws Exception {
		LockRegistry here = registry(PATIENT);
		LockRegistry there = registry(PATIENT);
		String one = uniqueName();
		String two = uniqueName();
		Actor other = actor();
		LockHandle held = other.does(() -> there.acquire(two));
		here.obtain(one).lock();
		Pending<Boolean> waiting = other.begins(() -> tryThenClose(there, one, held)).awaitInLine();
		boolean mine = tryThenClose(here, two, here.obtain(one)::unlock);
		assertThat(List.of(mine, waiting.result())).containsExactlyInAnyOrder(true, false);
	}

	private static boolean tryThenClose(LockRegistry registry, String wanted, AutoCloseable held) throws Exception {
		try (held) {
			Optional<LockHandle> handle = registry.tryAcquire(patient(wanted));
			handle.ifPresent(LockHandle::close);
			return handle.isPresent();
		}
	}

	/**
	 * Wants a second lock, and gives back what it has in the end.
	 */
	private static boolean isRefused(LockRegistry registry, String own, String next) {
		try {
			registry.obtain(next).lock();
			registry.obtain(next).unlock();
			return false;
		}
		catch (LockDeadlockException ex) {
			assertThat(registry.obtain(own).tryLock()).as("the lock held before still stands").isTrue();
			registry.obtain(own).unlock();
			return true;
		}
		finally {
			registry.obtain(own).unlock();
		}
	}

	private static LockRequest patient(String name) {
		return LockRequest.of(name).waitingAtMost(Duration.ofMinutes(5));
	}

}

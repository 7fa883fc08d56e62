package io.namedlock.jdbc.call;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.namedlock.LockBackendException;
import io.namedlock.LockDeadlockException;
import io.namedlock.LockHandle;
import io.namedlock.LockInterruptedException;
import io.namedlock.LockRegistry;
import io.namedlock.LockRequest;
import io.namedlock.core.Actor;
import io.namedlock.core.DefaultLockRegistry;
import io.namedlock.core.LockRegistrySettings;
import io.namedlock.core.Pending;
import io.namedlock.core.RegistryTestSupport;
import io.namedlock.jdbc.LockSessionSettings;
import io.namedlock.test.DriverManagerSource;
import io.namedlock.test.TestBackends;
import io.namedlock.test.TestDatabase;
import io.namedlock.test.TestSettings;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A session for each owner: which locks it holds, when it ends, and what if there is no
 * other.
 */
@ParameterizedClass
@MethodSource("io.namedlock.test.TestDatabase#all")
class DedicatedSessionsTests extends RegistryTestSupport {

	private static final LockSessionSettings SETTINGS = TestSettings.dedicated(TestSettings.impatientSessions(1, 2));

	private final String one = uniqueName();

	private final String two = uniqueName();

	@Parameter
	@SuppressWarnings("NullAway.Init")
	private TestDatabase database;

	@SuppressWarnings("NullAway.Init")
	private DriverManagerSource source;

	@Override
	protected LockRegistry newRegistry(LockRegistrySettings settings) {
		this.source = new DriverManagerSource(this.database);
		return new DefaultLockRegistry(TestBackends.connect(this.source, SETTINGS), settings);
	}

	@Override
	protected boolean isInLine(Thread thread) {
		return ServerLine.has(thread, this.database);
	}

	@Test
	void locksOfOneThreadAreOnOneSession() throws Exception {
		obtain(this.one).lock();
		obtain(this.two).lock();
		String third = uniqueName();
		actor().does(obtain(third)::lock);
		assertThat(this.database.holderOf(this.one)).isNotNull().isEqualTo(this.database.holderOf(this.two));
		assertThat(this.database.holderOf(third)).isNotNull().isNotEqualTo(this.database.holderOf(this.one));
	}

	@Test
	void waitOfAThreadIsOnItsSessionToo() throws Exception {
		LockRegistry other = registry(LockRegistrySettings.defaults());
		LockHandle held = other.acquire(this.two);
		obtain(this.one).lock();
		Actor releaser = actor();
		Pending<Void> release = releaser.begins(() -> {
			Awaitility.await().until(() -> this.database.waitersFor(this.two) == 1);
			held.close();
		});
		obtain(this.two).lock();
		release.result();
		assertThat(this.database.holderOf(this.two)).isNotNull().isEqualTo(this.database.holderOf(this.one));
	}

	@Test
	void detachedLockKeepsItsSessionToItself() {
		LockHandle detached = registry().acquire(this.one).detach();
		obtain(this.two).lock();
		assertThat(this.database.holderOf(this.two)).isNotNull().isNotEqualTo(this.database.holderOf(this.one));
		detached.verify();
		detached.close();
		obtain(this.one).lock();
		assertThat(this.database.holderOf(this.two)).isEqualTo(this.database.holderOf(this.one));
	}

	@Test
	void keptLockKeepsItsSessionToItself() {
		registry().acquire(LockRequest.of(this.one).heldAtLeast(Duration.ofHours(1))).close();
		obtain(this.two).lock();
		assertThat(this.database.holderOf(this.two)).isNotNull().isNotEqualTo(this.database.holderOf(this.one));
	}

	@Test
	void interruptedWaitLosesNoOtherLock() throws Exception {
		LockHandle held = registry().acquire(this.two);
		Actor actor = actor();
		LockHandle before = actor.does(() -> registry().acquire(this.one));
		for (int i = 0; i < 5; i++) {
			Pending<LockHandle> waiting = actor.begins(() -> registry().acquire(this.two)).awaitInLine().interrupt();
			assertThatExceptionOfType(LockInterruptedException.class).isThrownBy(waiting::result);
			assertThat(this.database.waitersFor(this.two)).isZero();
			actor.does(before::verify);
		}
		held.close();
		LockHandle after = actor.does(() -> registry().acquire(this.two));
		assertThat(this.database.holderOf(this.two)).isNotNull().isEqualTo(this.database.holderOf(this.one));
		actor.does(after::close);
		actor.does(before::close);
		assertThat(this.database.holderOf(this.one)).isNull();
	}

	@Test
	void threadWithoutASessionWaitsForOne() throws Exception {
		LockHandle first = actor().does(() -> registry().acquire(this.one));
		actor().does(() -> registry().acquire(this.two));
		String third = uniqueName();
		Pending<LockHandle> waiting = actor().begins(() -> registry().acquire(third)).awaitWaiting();
		first.close();
		assertThat(waiting.result().isHeld()).isTrue();
		assertThat(this.database.holderOf(third)).isNotNull();
	}

	@Test
	void threadWithoutASessionHearsOfTheLimit() throws Exception {
		actor().does(() -> registry().acquire(this.one));
		actor().does(() -> registry().acquire(this.two));
		assertThatExceptionOfType(LockBackendException.class)
			.isThrownBy(() -> registry().acquire(uniqueName(), Duration.ofMillis(300)))
			.withMessageContaining("all 2 sessions")
			.withMessageContaining("'named-lock.sessions.max'");
		assertThatExceptionOfType(LockBackendException.class).isThrownBy(() -> obtain(uniqueName()).tryLock());
	}

	@Test
	void sessionsEndWhenNobodyNeedsThem() throws Exception {
		List<LockHandle> handles = new ArrayList<>();
		handles.add(actor().does(() -> registry().acquire(this.one)));
		handles.add(actor().does(() -> registry().acquire(this.two)));
		assertThat(this.source.openConnections()).isEqualTo(2);
		handles.forEach(LockHandle::close);
		Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> this.source.openConnections() == 1);
	}

	@Test
	void killedSessionIsReplaced() throws Exception {
		LockHandle lost = registry().acquire(this.one);
		Long session = this.database.holderOf(this.one);
		assertThat(session).isNotNull();
		this.database.kill(session);
		Awaitility.await().until(() -> !lost.isHeld());
		obtain(this.two).lock();
		assertThat(this.database.holderOf(this.two)).isNotNull().isNotEqualTo(session);
		assertThat(this.database.holderOf(this.one)).isNull();
	}

	@Test
	void deadlockOfThreadsOfOneNodeIsRefused() throws Exception {
		Actor other = actor();
		obtain(this.one).lock();
		other.does(obtain(this.two)::lock);
		LockRequest patient = LockRequest.of(this.one).waitingAtMost(Duration.ofMinutes(1));
		Pending<LockHandle> waiting = other.begins(() -> {
			try {
				return registry().acquire(patient);
			}
			catch (LockDeadlockException ex) {
				obtain(this.two).unlock();
				throw ex;
			}
		}).awaitInLine();
		boolean refused = !obtain(this.two).tryLock(1, TimeUnit.MINUTES);
		if (refused) {
			obtain(this.one).unlock();
			waiting.result().close();
		}
		else {
			assertThatExceptionOfType(LockDeadlockException.class).isThrownBy(waiting::result);
			assertThat(this.database.holderOf(this.one)).isEqualTo(this.database.holderOf(this.two));
		}
	}

}

package io.namedlock.jdbc.pool;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

import io.namedlock.LockEvent;
import io.namedlock.LockHandle;
import io.namedlock.LockLostException;
import io.namedlock.LockOverview;
import io.namedlock.core.DefaultLockRegistry;
import io.namedlock.core.LockRegistrySettings;
import io.namedlock.core.RecordedEvents;
import io.namedlock.jdbc.LockTechnique;
import io.namedlock.test.DriverManagerSource;
import io.namedlock.test.TestBackends;
import io.namedlock.test.TestDatabase;
import io.namedlock.test.TestSettings;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What is told and shown of real sessions.
 */
@ParameterizedClass
@MethodSource("io.namedlock.test.TestDatabase#all")
@Timeout(60)
class SessionEventTests {

	private final String name = "session-event:" + UUID.randomUUID();

	private final RecordedEvents events = new RecordedEvents();

	@Parameter
	@SuppressWarnings("NullAway.Init")
	private TestDatabase database;

	@SuppressWarnings("NullAway.Init")
	private DefaultLockRegistry registry;

	@BeforeEach
	void connect() {
		this.registry = new DefaultLockRegistry(TestBackends.connectChecked(new DriverManagerSource(this.database),
				TestSettings.sessions(), LockTechnique.NATIVE), LockRegistrySettings.defaults());
		this.registry.addListener(this.events);
	}

	@AfterEach
	void close() {
		this.registry.close();
	}

	@Test
	void namesTheSessionAsTheDatabaseDoes() {
		try (LockHandle handle = this.registry.acquire(this.name)) {
			String session = this.registry.overview(false).held().get(0).session();
			assertThat(session).isEqualTo("connection " + this.database.holderOf(this.name));
			assertThat(this.registry.status(handle.name()).heldBy()).isEqualTo(session);
			assertThat(this.registry.overview(false).sessions())
				.containsExactly(new LockOverview.Session(session, 1, false, true));
			LockHandle another = this.registry.acquire(this.name + ":2");
			assertThat(this.registry.overview(false).sessions())
				.containsExactly(new LockOverview.Session(session, 2, false, true));
			another.close();
			Awaitility.await()
				.untilAsserted(() -> assertThat(this.events.of(LockEvent.SessionOpened.class))
					.containsExactly(new LockEvent.SessionOpened(session)));
		}
	}

	@Test
	void showsTheSessionThatWaits() throws Exception {
		DefaultLockRegistry other = new DefaultLockRegistry(TestBackends.connect(this.database),
				LockRegistrySettings.defaults());
		try (other) {
			LockHandle elsewhere = other.acquire(this.name);
			Thread waiter = new Thread(() -> this.registry.acquire(this.name).close());
			waiter.start();
			Awaitility.await().until(() -> this.database.waitersFor(this.name) == 1);
			assertThat(this.registry.overview(false).sessions()).filteredOn(LockOverview.Session::waiting)
				.hasSize(1)
				.allMatch(LockOverview.Session::alive);
			assertThat(this.registry.overview(false).waiting()).extracting(LockOverview.Waiting::atDatabase)
				.containsExactly(true);
			elsewhere.close();
			waiter.join();
		}
	}

	@Test
	void tellsOfASessionThatWasKilledAndOfItsLock() {
		LockHandle handle = this.registry.acquire(this.name);
		String session = this.registry.overview(false).held().get(0).session();
		this.database.kill(this.database.holderOf(this.name));
		assertThatExceptionOfType(LockLostException.class).isThrownBy(handle::verify);
		Awaitility.await().untilAsserted(() -> {
			assertThat(this.events.of(LockEvent.SessionClosed.class)).extracting(LockEvent.SessionClosed::session)
				.containsExactly(session);
			assertThat(this.events.of(LockEvent.Lost.class)).extracting((event) -> event.lock().name())
				.containsExactly(this.name);
		});
		assertThatExceptionOfType(LockLostException.class).isThrownBy(handle::close);
		assertThat(this.events.of(LockEvent.Lost.class)).hasSize(1);
	}

	/**
	 * Whoever ends a session may be in the midst of something.
	 */
	@Test
	void tellsOnThreadsOfTheLibrary() {
		List<String> threads = new CopyOnWriteArrayList<>();
		this.registry.addListener((event) -> {
			if (event instanceof LockEvent.OfSession) {
				threads.add(Thread.currentThread().getName());
			}
		});
		LockHandle handle = this.registry.acquire(this.name);
		this.database.kill(this.database.holderOf(this.name));
		assertThatExceptionOfType(LockLostException.class).isThrownBy(handle::verify);
		Awaitility.await().until(() -> threads.size() >= 2);
		assertThat(threads).allMatch((thread) -> thread.startsWith("named-lock-session-"));
		assertThatExceptionOfType(LockLostException.class).isThrownBy(handle::close);
	}

	@Test
	void tellsOfTheEndOfAllSessionsAtTheEnd() {
		this.registry.acquire(this.name).close();
		this.registry.close();
		assertThat(this.events.of(LockEvent.SessionClosed.class)).singleElement()
			.satisfies((event) -> assertThat(event.reason()).contains("registry was closed"));
	}

	@Test
	void showsWhatWasCheckedAtTheStart() {
		LockOverview overview = this.registry.overview(false);
		assertThat(overview.findings()).contains("excludes between sessions");
		assertThat(overview.backend()).endsWith(", named locks");
	}

}

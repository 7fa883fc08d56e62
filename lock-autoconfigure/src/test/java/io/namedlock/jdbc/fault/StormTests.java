package io.namedlock.jdbc.fault;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.namedlock.LockHandle;
import io.namedlock.LockLostException;
import io.namedlock.core.DefaultLockRegistry;
import io.namedlock.core.GateCount;
import io.namedlock.core.LockRegistrySettings;
import io.namedlock.jdbc.LockSessionSettings;
import io.namedlock.test.TestBackends;
import io.namedlock.test.TestScope;
import io.namedlock.test.TestSettings;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The database goes away, or will not have more connections, while 500 threads of two
 * nodes go for 50 locks over four connections each.
 */
@ParameterizedClass
@EnumSource(StormServer.class)
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StormTests {

	private static final int THREADS = 500;

	private static final int SESSIONS = 4;

	private static final Duration INTERVAL = Duration.ofSeconds(1);

	private static final LockSessionSettings SETTINGS = TestSettings.sessions(2, SESSIONS, INTERVAL,
			INTERVAL.multipliedBy(4));

	/**
	 * An interval, an answer, and the time that a busy machine takes.
	 */
	private static final Duration DOUBT = INTERVAL.multipliedBy(2).plusSeconds(2);

	private static final long OUTAGE_NANOS = TimeUnit.SECONDS.toNanos(1);

	/**
	 * Of a disaster that 500 threads hear of.
	 */
	private static final int MOST_LINES = 20;

	/**
	 * How often each thread has a lock before the disaster, and afterwards.
	 */
	private static final int ROUNDS = TestScope.FULL.isWanted() ? 20 : 1;

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private final Logger logger = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

	private final ListAppender<ILoggingEvent> log = new ListAppender<>();

	private final StormServer server;

	private final List<SteppedSource> sources;

	private final List<DefaultLockRegistry> nodes;

	StormTests(StormServer server) {
		this.server = server;
		this.sources = Stream.generate(() -> new SteppedSource(server.database(), null)).limit(2).toList();
		this.nodes = this.sources.stream()
			.map((source) -> new DefaultLockRegistry(TestBackends.connect(source, SETTINGS),
					LockRegistrySettings.defaults()))
			.toList();
	}

	@BeforeEach
	void listen() {
		this.log.start();
		this.logger.addAppender(this.log);
	}

	@AfterEach
	void close() {
		this.nodes.forEach(DefaultLockRegistry::close);
		this.logger.detachAppender(this.log);
	}

	@Test
	void goesOnAfterARestartOfTheServer() throws Exception {
		survives(this.server::restart);
	}

	@Test
	void goesOnAfterAllConnectionsWereKilled() throws Exception {
		int errors = survives(() -> {
			Set<Long> killed;
			try (Connection killer = this.server.administration().connect()) {
				killed = killSessions(killer);
			}
			// on a busy machine a session may hear later that it was killed
			Awaitility.await().until(() -> killed.stream().noneMatch(this.server.administration()::hasSession));
		});
		assertThat(errors).as("each thread has had one lock or request, at most, on what was killed")
			.isLessThanOrEqualTo(THREADS);
	}

	@Test
	void goesOnAfterTheServerHadNoConnectionLeft() throws Exception {
		survives(() -> {
			try (Connection killer = this.server.administration().connect()) {
				this.server.whileFull(killer, () -> {
					killSessions(killer);
					assertThatExceptionOfType(SQLException.class).isThrownBy(this.server.database()::connect);
					LockSupport.parkNanos(OUTAGE_NANOS);
				});
			}
		});
	}

	/**
	 * Lets a disaster come over a storm.
	 * @return how many requests and releases failed
	 */
	private int survives(StormServer.Disaster disaster) throws Exception {
		Storm storm = new Storm(this.nodes, THREADS);
		int errors;
		try (storm) {
			rage(storm);
			assertThat(storm.failures()).isEmpty();
			strike(disaster, storm);
			assertThat(storm.awaitRound(PATIENCE)).as("all threads have a lock again").isTrue();
			errors = storm.failures().size();
			rage(storm);
			assertThat(storm.failures()).as("errors when all is well again").hasSize(errors);
		}
		assertThat(storm.wrongs()).isEmpty();
		assertThat(this.nodes).allSatisfy((node) -> assertThat(storm.leftLocked(node)).isEmpty());
		assertThat(this.nodes).allSatisfy((node) -> assertThat(GateCount.of(node)).isZero());
		assertThat(this.sources).allSatisfy((source) -> assertThat(source.openConnections()).isBetween(1, SESSIONS));
		assertThat(this.sources.stream().mapToInt(SteppedSource::askedConnections).sum())
			.isLessThanOrEqualTo(2 * errors + 4 * SESSIONS);
		assertThat(this.log.list).hasSizeLessThan(MOST_LINES);
		return errors;
	}

	private static void rage(Storm storm) throws InterruptedException {
		for (int round = 0; round < ROUNDS; round++) {
			assertThat(storm.awaitRound(PATIENCE)).as("all threads have a lock").isTrue();
		}
	}

	/**
	 * Lets a disaster strike while a lock of each node is held, whose holders must hear
	 * of it.
	 */
	private void strike(StormServer.Disaster disaster, Storm storm) throws Exception {
		List<LockHandle> held = this.nodes.stream().map((node) -> node.acquire("storm:" + UUID.randomUUID())).toList();
		CountDownLatch told = new CountDownLatch(held.size());
		held.forEach((handle) -> handle.onLost(told::countDown));
		storm.excuseUntil(Long.MAX_VALUE);
		disaster.strike();
		storm.excuseUntil(System.nanoTime() + DOUBT.toNanos());
		assertThat(told.await(DOUBT.toNanos(), TimeUnit.NANOSECONDS)).as("holders are told of their loss").isTrue();
		assertThat(held).noneMatch(LockHandle::isHeld)
			.allSatisfy((handle) -> assertThatExceptionOfType(LockLostException.class).isThrownBy(handle::close));
	}

	/**
	 * Kills the sessions of both nodes.
	 */
	private Set<Long> killSessions(Connection killer) {
		Set<Long> sessions = this.sources.stream()
			.flatMap((source) -> source.sessions().stream())
			.collect(Collectors.toSet());
		for (long session : sessions) {
			try {
				this.server.administration().kill(killer, session);
			}
			catch (SQLException ex) {
				// it has ended before
			}
		}
		return sessions;
	}

}

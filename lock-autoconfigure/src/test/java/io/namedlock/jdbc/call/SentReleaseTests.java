package io.namedlock.jdbc.call;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.namedlock.LockMode;
import io.namedlock.core.Deadline;
import io.namedlock.core.LockAttempt;
import io.namedlock.core.LockGrant;
import io.namedlock.core.LockKey;
import io.namedlock.test.TestBackends;
import io.namedlock.test.TestDatabase;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Releases whose callers do not wait for the answer.
 */
@ParameterizedClass
@MethodSource("io.namedlock.test.TestDatabase#all")
@ExtendWith(OutputCaptureExtension.class)
@Timeout(60)
class SentReleaseTests {

	private static final int ROUNDS = 200;

	private final LockKey key = LockKey.of("sent-release:" + UUID.randomUUID());

	@Parameter
	@SuppressWarnings("NullAway.Init")
	private TestDatabase database;

	@SuppressWarnings("NullAway.Init")
	private JdbcLockBackend backend;

	@SuppressWarnings("NullAway.Init")
	private JdbcLockBackend otherNode;

	@BeforeEach
	void connect() {
		this.backend = node();
		this.otherNode = node();
	}

	@AfterEach
	void close() {
		this.backend.close();
		this.otherNode.close();
	}

	@Test
	void releaseReachesTheServer() throws InterruptedException {
		acquire(this.backend, Duration.ZERO).release();
		Awaitility.await().until(() -> this.database.holderOf(this.key.value()) == null);
	}

	@Test
	void nextAttemptOfTheSameSessionIsBehindTheRelease() throws InterruptedException {
		for (int i = 0; i < ROUNDS; i++) {
			acquire(this.backend, Duration.ZERO).release();
		}
		Awaitility.await().until(() -> this.database.holderOf(this.key.value()) == null);
	}

	@Test
	void nodesExcludeEachOther() throws Exception {
		AtomicInteger inside = new AtomicInteger();
		AtomicInteger visits = new AtomicInteger();
		ExecutorService threads = Executors.newFixedThreadPool(2);
		try {
			List<Future<?>> visitors = new ArrayList<>();
			for (JdbcLockBackend node : List.of(this.backend, this.otherNode)) {
				visitors.add(threads.submit(() -> visitOften(node, inside, visits)));
			}
			for (Future<?> visitor : visitors) {
				visitor.get(50, TimeUnit.SECONDS);
			}
		}
		finally {
			threads.shutdownNow();
		}
		assertThat(visits).hasValue(2 * ROUNDS);
	}

	@Test
	void closingReleasesWhatWasSent() throws InterruptedException {
		List<LockGrant> grants = new ArrayList<>();
		for (int i = 0; i < 50; i++) {
			grants.add(this.backend.acquire(attempt(LockKey.of(this.key.value() + i), Duration.ZERO)));
		}
		grants.forEach(LockGrant::release);
		this.backend.close();
		for (int i = 0; i < 50; i++) {
			String each = this.key.value() + i;
			Awaitility.await().until(() -> this.database.holderOf(each) == null);
		}
	}

	@Test
	void lockThatWasLostIsReported(CapturedOutput output) throws InterruptedException {
		LockGrant grant = acquire(this.backend, Duration.ZERO);
		this.database.kill(this.database.holderOf(this.key.value()));
		Awaitility.await().until(() -> this.database.holderOf(this.key.value()) == null);
		grant.release();
		Awaitility.await()
			.untilAsserted(() -> assertThat(output)
				.contains("Lock '" + this.key.name() + "' was lost before it was released"));
		acquire(this.otherNode, Duration.ofSeconds(20)).release();
		acquire(this.backend, Duration.ofSeconds(20)).release();
	}

	private void visitOften(JdbcLockBackend node, AtomicInteger inside, AtomicInteger visits) {
		try {
			for (int i = 0; i < ROUNDS; i++) {
				LockGrant grant = acquire(node, Duration.ofSeconds(40));
				assertThat(inside.incrementAndGet()).isEqualTo(1);
				visits.incrementAndGet();
				inside.decrementAndGet();
				grant.release();
			}
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private LockGrant acquire(JdbcLockBackend node, Duration wait) throws InterruptedException {
		LockGrant grant = node.acquire(attempt(this.key, wait));
		assertThat(grant).isNotNull();
		return grant;
	}

	private static LockAttempt attempt(LockKey key, Duration wait) {
		return new LockAttempt(key, LockMode.EXCLUSIVE, Deadline.after(wait), true);
	}

	private JdbcLockBackend node() {
		return TestBackends.connect(this.database, SentReleaseRegistryTests.SETTINGS);
	}

}

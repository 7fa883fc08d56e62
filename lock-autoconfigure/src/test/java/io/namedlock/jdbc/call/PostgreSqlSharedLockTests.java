package io.namedlock.jdbc.call;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.namedlock.LockMode;
import io.namedlock.LockStatus;
import io.namedlock.core.Deadline;
import io.namedlock.core.LockAttempt;
import io.namedlock.core.LockGrant;
import io.namedlock.core.LockKey;
import io.namedlock.test.TestBackends;
import io.namedlock.test.TestDatabase;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Locks that several nodes hold together, as PostgreSQL has them.
 */
@Timeout(60)
class PostgreSqlSharedLockTests {

	private static final AtomicInteger NAMES = new AtomicInteger();

	private final TestDatabase database = TestDatabase.postgreSql();

	private final LockKey key = LockKey.of("shared-tests:" + NAMES.incrementAndGet());

	private final JdbcLockBackend reader = node();

	private final JdbcLockBackend otherReader = node();

	private final JdbcLockBackend writer = node();

	@AfterEach
	void close() {
		this.reader.close();
		this.otherReader.close();
		this.writer.close();
	}

	@Test
	void nodesShareALockThatNoWriterGets() throws Exception {
		assertThat(this.reader.supports(LockMode.SHARED)).isTrue();
		LockGrant first = acquire(this.reader, LockMode.SHARED);
		LockGrant second = acquire(this.otherReader, LockMode.SHARED);
		assertThat(tryAcquire(this.writer, LockMode.EXCLUSIVE)).isNull();
		first.verify();
		first.release();
		assertThat(tryAcquire(this.writer, LockMode.EXCLUSIVE)).isNull();
		second.verify();
		second.release();
		acquire(this.writer, LockMode.EXCLUSIVE);
		assertThat(tryAcquire(this.reader, LockMode.SHARED)).isNull();
	}

	@Test
	void laterReaderStandsBehindAWaitingWriter() throws Exception {
		LockGrant first = acquire(this.reader, LockMode.SHARED);
		CompletableFuture<LockGrant> writing = waitFor(this.writer, LockMode.EXCLUSIVE, 1);
		assertThat(tryAcquire(this.otherReader, LockMode.SHARED)).isNull();
		CompletableFuture<LockGrant> reading = waitFor(this.otherReader, LockMode.SHARED, 2);
		first.release();
		LockGrant written = writing.get(10, TimeUnit.SECONDS);
		written.verify();
		assertThat(reading).isNotDone();
		written.release();
		LockGrant second = reading.get(10, TimeUnit.SECONDS);
		second.verify();
		assertThat(tryAcquire(this.writer, LockMode.EXCLUSIVE)).isNull();
		second.release();
	}

	@Test
	void anExchangeTakesTheLockAsItIsWanted() throws Exception {
		LockGrant reading = acquire(this.reader, LockMode.SHARED);
		LockGrant written = reading.exchange(attempt(LockMode.EXCLUSIVE, Duration.ZERO));
		assertThat(written).isNotNull();
		written.verify();
		assertThat(tryAcquire(this.otherReader, LockMode.SHARED)).isNull();
		LockGrant again = written.exchange(attempt(LockMode.SHARED, Duration.ZERO));
		assertThat(again).isNotNull();
		again.verify();
		acquire(this.otherReader, LockMode.SHARED).release();
		assertThat(tryAcquire(this.writer, LockMode.EXCLUSIVE)).isNull();
		again.release();
		acquire(this.writer, LockMode.EXCLUSIVE);
	}

	@Test
	void holderOfASharedLockLearnsThatItIsLost() throws Exception {
		LockGrant shared = acquire(this.reader, LockMode.SHARED);
		CountDownLatch lost = new CountDownLatch(1);
		shared.onLost(lost::countDown);
		Long session = this.database.holderOf(this.key.value());
		assertThat(session).isNotNull();
		this.database.kill(session);
		assertThat(lost.await(20, TimeUnit.SECONDS)).isTrue();
		assertThat(shared.isHeld()).isFalse();
	}

	@Test
	void statusNamesNoneOfTheReaders() throws Exception {
		acquire(this.reader, LockMode.SHARED);
		assertThat(this.writer.status(this.key)).isEqualTo(LockStatus.held(this.key.name(), null));
	}

	private CompletableFuture<LockGrant> waitFor(JdbcLockBackend node, LockMode mode, int waiters) {
		CompletableFuture<LockGrant> grant = new CompletableFuture<>();
		new Thread(() -> {
			try {
				grant.complete(node.acquire(attempt(mode, Duration.ofSeconds(30))));
			}
			catch (Throwable ex) {
				grant.completeExceptionally(ex);
			}
		}).start();
		Awaitility.await().until(() -> this.database.waitersFor(this.key.value()) == waiters);
		return grant;
	}

	private LockGrant acquire(JdbcLockBackend node, LockMode mode) throws InterruptedException {
		LockGrant grant = tryAcquire(node, mode);
		assertThat(grant).isNotNull();
		return grant;
	}

	private @Nullable LockGrant tryAcquire(JdbcLockBackend node, LockMode mode) throws InterruptedException {
		return node.acquire(attempt(mode, Duration.ZERO));
	}

	private LockAttempt attempt(LockMode mode, Duration wait) {
		return new LockAttempt(this.key, mode, Deadline.after(wait), true);
	}

	private JdbcLockBackend node() {
		return TestBackends.connect(this.database);
	}

}

package io.namedlock.jdbc.call;

import java.time.Duration;
import java.util.Collection;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

import io.namedlock.LockHandle;
import io.namedlock.LockRequest;
import io.namedlock.core.Actor;
import io.namedlock.core.DefaultLockRegistry;
import io.namedlock.core.LockKey;
import io.namedlock.core.Pending;
import io.namedlock.jdbc.LockConnectionSource;
import io.namedlock.jdbc.LockTechnique;
import io.namedlock.test.DriverManagerSource;
import io.namedlock.test.RewritingSource;
import io.namedlock.test.RowLockBackends;
import io.namedlock.test.TestBackends;
import io.namedlock.test.TestDatabase;
import io.namedlock.test.TestSettings;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever is done with a lock, its name is a parameter of the statement and no part of
 * its text.
 */
@Timeout(120)
class BoundNamesTests {

	private static final String PREFIX = "bound-names";

	private static final LockRequest ONE = LockRequest.of(PREFIX + ":one").waitingAtMost(Duration.ofSeconds(30));

	private static final LockRequest SEVERAL = LockRequest.ofAll(PREFIX + ":one", PREFIX + ":two", PREFIX + ":d'or")
		.waitingAtMost(Duration.ofSeconds(30));

	private final Queue<String> texts = new ConcurrentLinkedQueue<>();

	@ParameterizedTest
	@MethodSource("io.namedlock.test.TestDatabase#allAndOneLockSessions")
	void namedLocks(TestDatabase database) throws Exception {
		useLocks(database, LockTechnique.NATIVE, "GET_LOCK\\(\\?, \\?|pg_advisory_lock\\(\\?");
	}

	@ParameterizedTest
	@MethodSource("io.namedlock.test.TestDatabase#rows")
	void rowLocks(TestDatabase database) throws Exception {
		useLocks(database, LockTechnique.ROW, "FOR UPDATE(?! NOWAIT)");
	}

	private void useLocks(TestDatabase database, LockTechnique technique, String wait) throws Exception {
		RowLockBackends.createTables(database);
		try (DefaultLockRegistry node = connect(database, technique);
				DefaultLockRegistry other = connect(database, technique);
				Actor actor = new Actor(Executors.defaultThreadFactory());
				Actor next = new Actor(Executors.defaultThreadFactory())) {
			LockHandle held = node.acquire(SEVERAL);
			assertThat(other.tryAcquire(SEVERAL.waitingAtMost(Duration.ZERO))).isEmpty();
			other.status(PREFIX + ":one");
			held.verify();
			held.close();
			held = node.acquire(ONE.fenced());
			Pending<LockHandle> waiting = actor.begins(() -> other.acquire(ONE));
			Awaitility.await().until(() -> this.texts.stream().anyMatch(Pattern.compile(wait).asPredicate()));
			Pending<LockHandle> inLine = next.begins(() -> other.acquire(ONE)).awaitInLine();
			held.close();
			waiting.result().close();
			inLine.result().close();
		}
		assertThat(this.texts).isNotEmpty().noneMatch((text) -> text.contains(PREFIX));
		assertNoNumberOf(SEVERAL.names());
	}

	/**
	 * PostgreSQL knows a lock by a number.
	 */
	private void assertNoNumberOf(Collection<String> names) {
		names.stream()
			.map((name) -> Long.toString(LockKey.of(name).number()))
			.forEach((number) -> assertThat(this.texts).noneMatch((text) -> text.contains(number)));
	}

	/**
	 * Connects a node whose threads never hand a lock over, but exchange it at the
	 * server.
	 */
	private DefaultLockRegistry connect(TestDatabase database, LockTechnique technique) {
		LockConnectionSource noting = new RewritingSource(new DriverManagerSource(database), this::note);
		return new DefaultLockRegistry(TestBackends.connect(noting, RowLockBackends.SETTINGS, technique),
				TestSettings.handingOver(Duration.ofSeconds(10), 0, Duration.ofSeconds(10)));
	}

	private String note(String text) {
		this.texts.add(Objects.requireNonNull(text));
		return text;
	}

}

package io.namedlock.core;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import io.namedlock.LockHandle;
import io.namedlock.LockLostException;
import io.namedlock.LockMode;
import io.namedlock.LockOverview;
import io.namedlock.LockRegistry;
import io.namedlock.LockRequest;
import io.namedlock.test.TestSettings;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class LockOverviewTests extends RegistryTestSupport {

	private static final LockRegistrySettings HANDING_OVER = TestSettings.handingOver(Duration.ofSeconds(30), 64,
			Duration.ofHours(1));

	private final FakeDatabase database = new FakeDatabase();

	private final String name = uniqueName();

	private final LockRequest request = LockRequest.of(this.name).withTemplate("t:<#id>");

	private FakeBackend backend;

	@Override
	protected LockRegistry newRegistry(LockRegistrySettings settings) {
		this.backend = new FakeBackend(this.database);
		return new DefaultLockRegistry(this.backend, HANDING_OVER);
	}

	@Test
	void showsNothingOfWhatIsNotInUse() {
		registry().acquire(this.request).close();
		LockOverview overview = registry().overview(false);
		assertThat(overview.held()).isEmpty();
		assertThat(overview.waiting()).isEmpty();
		assertThat(overview.backend()).isEqualTo("a fake");
	}

	@Test
	void showsWhoHoldsAndWhoWaits() throws Exception {
		LockHandle handle = registry().acquire(this.request);
		AtomicReference<Thread> thread = new AtomicReference<>();
		Pending<LockHandle> waiter = actor().begins(() -> {
			thread.set(Thread.currentThread());
			return registry().acquire(this.request);
		}).awaitInLine();
		LockOverview overview = registry().overview(false);
		assertThat(overview.held()).singleElement().satisfies((held) -> {
			assertThat(held.name()).isEqualTo(this.name);
			assertThat(held.template()).isEqualTo("t:<#id>");
			assertThat(held.mode()).isEqualTo(LockMode.EXCLUSIVE);
			assertThat(held.thread()).isEqualTo(Thread.currentThread().getName());
			assertThat(held.detached()).isFalse();
			assertThat(held.standing()).isTrue();
			assertThat(held.waiters()).isOne();
			assertThat(held.handOvers()).isZero();
			assertThat(held.stack()).isEmpty();
		});
		assertThat(overview.waiting()).singleElement().satisfies((waiting) -> {
			assertThat(waiting.name()).isEqualTo(this.name);
			assertThat(waiting.template()).isEqualTo("t:<#id>");
			assertThat(waiting.mode()).isEqualTo(LockMode.EXCLUSIVE);
			assertThat(waiting.thread()).isEqualTo(thread.get().getName());
			assertThat(waiting.atDatabase()).isFalse();
		});
		handle.close();
		LockHandle heir = waiter.result();
		assertThat(registry().overview(false).held()).extracting(LockOverview.Held::handOvers).containsExactly(1);
		heir.close();
	}

	@Test
	void showsWhoAsksTheDatabase() throws Exception {
		LockHandle elsewhere = registry(LockRegistrySettings.defaults()).acquire(this.request);
		Pending<LockHandle> waiter = actor().begins(() -> registry().acquire(this.request.shared())).awaitWaiting();
		LockOverview overview = registry().overview(true);
		assertThat(overview.held()).isEmpty();
		assertThat(overview.waiting()).singleElement().satisfies((waiting) -> {
			assertThat(waiting.mode()).isEqualTo(LockMode.SHARED);
			assertThat(waiting.atDatabase()).isTrue();
			assertThat(waiting.stack()).extracting(StackTraceElement::getMethodName).contains("acquire");
		});
		elsewhere.close();
		waiter.result().close();
		assertThat(registry().overview(false).waiting()).isEmpty();
	}

	@Test
	void showsSinceWhen() throws Exception {
		LockHandle handle = registry().acquire(this.request);
		Pending<LockHandle> waiter = actor().begins(() -> registry().acquire(this.request)).awaitInLine();
		Duration waited = registry().overview(false).waiting().get(0).waited();
		Duration held = handle.heldFor();
		LockOverview overview = registry().overview(false);
		Duration now = handle.heldFor();
		assertThat(overview.held().get(0).heldFor()).isBetween(held, now);
		assertThat(overview.waiting().get(0).waited()).isGreaterThan(waited).isLessThan(now);
		handle.close();
		waiter.result().close();
	}

	@Test
	void showsWhatIsLost() {
		LockHandle handle = registry().acquire(this.request);
		this.backend.lastGrant().lose();
		assertThat(registry().overview(false).held()).extracting(LockOverview.Held::standing).containsExactly(false);
		assertThatExceptionOfType(LockLostException.class).isThrownBy(handle::close);
	}

	@Test
	void showsEachOfThoseThatShare() throws Exception {
		LockHandle first = registry().acquire(this.request.shared());
		LockHandle second = actor().does(() -> registry().acquire(this.request.shared()));
		assertThat(registry().overview(false).held()).hasSize(2)
			.allSatisfy((held) -> assertThat(held.mode()).isEqualTo(LockMode.SHARED))
			.extracting(LockOverview.Held::thread)
			.doesNotHaveDuplicates();
		first.close();
		second.close();
	}

	@Test
	void showsWhatBelongsToNoThreadAnyMore() {
		LockHandle detached = registry().acquire(this.request).detach();
		LockRequest kept = LockRequest.of("k" + this.name).heldAtLeast(Duration.ofMinutes(1));
		registry().acquire(kept).close();
		assertThat(registry().overview(true).held()).hasSize(2).allSatisfy((held) -> {
			assertThat(held.detached()).isTrue();
			assertThat(held.stack()).isEmpty();
		});
		detached.close();
		assertThat(registry().overview(false).held()).extracting(LockOverview.Held::name)
			.isEqualTo(List.of("k" + this.name));
	}

	@Test
	void showsTheStacksOfHoldersOnRequest() {
		LockHandle handle = registry().acquire(this.request);
		assertThat(registry().overview(true).held().get(0).stack()).extracting(StackTraceElement::getMethodName)
			.contains("showsTheStacksOfHoldersOnRequest");
		handle.close();
	}

}

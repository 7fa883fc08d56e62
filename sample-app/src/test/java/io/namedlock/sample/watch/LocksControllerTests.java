package io.namedlock.sample.watch;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.namedlock.LockHandle;
import io.namedlock.LockRegistry;
import io.namedlock.LockRequest;
import io.namedlock.autoconfigure.NamedLockAutoConfiguration;
import io.namedlock.sample.watch.LockView.State;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

class LocksControllerTests {

	private final ApplicationContextRunner context = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(NamedLockAutoConfiguration.class))
		.withBean(LastWaits.class)
		.withBean(LocksController.class)
		.withPropertyValues("named-lock.backend=memory", "box-office.instance=one", "box-office.ports=8080");

	@Test
	void showsWhoHoldsAndWhoWaits() {
		ExecutorService executor = Executors.newSingleThreadExecutor();
		run((registry, page) -> {
			LockHandle held = registry.acquire("a");
			Future<?> waiter = executor.submit(() -> registry.execute(LockRequest.of("a"), () -> {
			}));
			Awaitility.await()
				.untilAsserted(() -> assertThat(page.locks(0).locks()).extracting(LockView::name, LockView::state)
					.containsExactly(tuple("a", State.HELD), tuple("a", State.WAITING)));
			held.close();
			waiter.get(30, TimeUnit.SECONDS);
			assertThat(page.locks(0).locks()).isEmpty();
		});
		executor.shutdown();
	}

	@Test
	void showsALockForEachNameOfARequest() {
		run((registry, page) -> {
			try (LockHandle held = registry.acquire(LockRequest.ofAll("a", "b"))) {
				assertThat(page.locks(0).locks()).extracting(LockView::name).containsExactlyInAnyOrder("a", "b");
			}
		});
	}

	@Test
	void showsALockThatIsKeptAfterItsCall() {
		run((registry, page) -> {
			registry.acquire(LockRequest.of("a").heldAtLeast(Duration.ofHours(1))).close();
			assertThat(page.locks(0).locks()).extracting(LockView::state).containsExactly(State.KEPT);
		});
	}

	@Test
	void tellsEachWaitOnce() {
		run((registry, page) -> {
			registry.acquire("a").close();
			long known = page.locks(0).waits().get(0).number();
			LockHandle held = registry.acquire("b").detach();
			assertThat(registry.tryAcquire("b")).isEmpty();
			assertThat(page.locks(known).waits()).extracting(WaitView::name, WaitView::granted)
				.containsExactly(tuple("b", true), tuple("b", false));
			held.close();
		});
	}

	private void run(Action action) {
		this.context
			.run((started) -> action.run(started.getBean(LockRegistry.class), started.getBean(LocksController.class)));
	}

	private interface Action {

		void run(LockRegistry registry, LocksController page) throws Exception;

	}

}

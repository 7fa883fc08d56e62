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
import io.namedlock.sample.watch.LockUse.State;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

class LockBoardTests {

	private final ApplicationContextRunner context = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(NamedLockAutoConfiguration.class, WatchAutoConfiguration.class))
		.withPropertyValues("named-lock.backend=memory");

	@Test
	void showsWhoHoldsAndWhoWaits() {
		ExecutorService executor = Executors.newSingleThreadExecutor();
		run((registry, board) -> {
			LockHandle held = registry.acquire("a");
			Future<?> waiter = executor.submit(() -> registry.execute(LockRequest.of("a"), () -> {
			}));
			Awaitility.await()
				.untilAsserted(() -> assertThat(board.locks()).extracting(LockView::name, LockView::state)
					.containsExactly(tuple("a", State.HELD), tuple("a", State.WAITING)));
			held.close();
			waiter.get(30, TimeUnit.SECONDS);
			assertThat(board.locks()).isEmpty();
		});
		executor.shutdown();
	}

	@Test
	void showsALockForEachNameOfARequest() {
		run((registry, board) -> {
			try (LockHandle held = registry.acquire(LockRequest.ofAll("a", "b"))) {
				assertThat(board.locks()).extracting(LockView::name).containsExactly("a", "b");
			}
		});
	}

	@Test
	void showsALockThatIsKeptAfterItsCall() {
		run((registry, board) -> {
			registry.acquire(LockRequest.of("a").heldAtLeast(Duration.ofHours(1))).close();
			assertThat(board.locks()).extracting(LockView::state).containsExactly(State.KEPT);
		});
	}

	@Test
	void tellsEachWaitOnce() {
		run((registry, board) -> {
			registry.acquire("a").close();
			long known = board.waits(0).get(0).number();
			LockHandle held = registry.acquire("b").detach();
			assertThat(registry.tryAcquire("b")).isEmpty();
			assertThat(board.waits(known)).extracting(WaitView::name, WaitView::granted)
				.containsExactly(tuple("b", true), tuple("b", false));
			held.close();
		});
	}

	private void run(Action action) {
		this.context
			.run((started) -> action.run(started.getBean(LockRegistry.class), started.getBean(LockBoard.class)));
	}

	private interface Action {

		void run(LockRegistry registry, LockBoard board) throws Exception;

	}

}

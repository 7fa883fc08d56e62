package io.namedlock.autoconfigure;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import io.namedlock.LockNotAcquiredException;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Whether two applications exclude each other.
 */
final class ApplicationExclusion {

	private ApplicationExclusion() {
	}

	/**
	 * While one runs the method of its {@link LockedService} the other cannot, and then
	 * it can.
	 */
	static void assertBetween(ApplicationContext one, ApplicationContext other) throws InterruptedException {
		CountDownLatch entered = new CountDownLatch(1);
		CountDownLatch leave = new CountDownLatch(1);
		CompletableFuture<Void> holding = CompletableFuture
			.runAsync(() -> hold(one.getBean(LockedService.class), entered, leave));
		entered.await();
		LockedService service = other.getBean(LockedService.class);
		assertThatExceptionOfType(LockNotAcquiredException.class).isThrownBy(() -> service.process(7));
		leave.countDown();
		holding.join();
		assertThat(service.process(7)).isEqualTo("done 7");
	}

	private static void hold(LockedService service, CountDownLatch entered, CountDownLatch leave) {
		try {
			service.hold(7, entered, leave);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}

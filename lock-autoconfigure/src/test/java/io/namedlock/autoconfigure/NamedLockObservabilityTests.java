package io.namedlock.autoconfigure;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import io.namedlock.LockBackendException;
import io.namedlock.LockDeadlockException;
import io.namedlock.LockHandle;
import io.namedlock.LockNotAcquiredException;
import io.namedlock.LockRegistry;
import io.namedlock.LockRequest;
import io.namedlock.core.DefaultLockRegistry;
import io.namedlock.observe.LockMeters;
import io.namedlock.observe.LockObservations;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Meters and observations, as an application gets them.
 */
class NamedLockObservabilityTests {

	private static final String TEMPLATE = "auto:service:<#id>";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(NamedLockAutoConfiguration.class, NamedLockObservabilityAutoConfiguration.class))
		.withPropertyValues("named-lock.backend=memory")
		.withBean(LockedService.class);

	private final ApplicationContextRunner boot = this.runner.withConfiguration(
			AutoConfigurations.of(MetricsAutoConfiguration.class, SimpleMetricsExportAutoConfiguration.class,
					CompositeMeterRegistryAutoConfiguration.class, ObservationAutoConfiguration.class));

	@Test
	void timesAcquisitionsAndHoldsByTemplate() {
		this.boot.run((context) -> {
			LockedService service = context.getBean(LockedService.class);
			service.process(1);
			service.process(2);
			MeterRegistry meters = context.getBean(MeterRegistry.class);
			assertThat(meters.get("named.lock.acquire")
				.tags("template", TEMPLATE, "mode", "exclusive", "outcome", "acquired")
				.timer()
				.count()).isEqualTo(2);
			assertThat(meters.get("named.lock.held").tags("template", TEMPLATE).timer().count()).isEqualTo(2);
		});
	}

	@Test
	void timesAcquisitionsWithoutObservations() {
		this.runner.withBean(SimpleMeterRegistry.class).run((context) -> {
			assertThat(context).hasSingleBean(LockObservations.class).doesNotHaveBean(ObservationRegistry.class);
			context.getBean(LockedService.class).process(1);
			assertThat(context.getBean(MeterRegistry.class).get("named.lock.acquire").timer().count()).isOne();
		});
	}

	@Test
	void tellsOutcomesApart() {
		this.boot.run((context) -> {
			LockRegistry locks = context.getBean(LockRegistry.class);
			LockRequest once = LockRequest.of("a").withTemplate("<a>").waitingAtMost(Duration.ZERO);
			try (LockHandle handle = locks.acquire(once); LockHandle nested = locks.acquire(once)) {
				CompletableFuture.runAsync(() -> assertThat(locks.tryAcquire(once)).isEmpty()).join();
			}
			((DefaultLockRegistry) locks).stopAdmitting();
			assertThatExceptionOfType(LockBackendException.class).isThrownBy(() -> locks.acquire(once));
			assertThat(context.getBean(MeterRegistry.class).find("named.lock.acquire").timers())
				.extracting((timer) -> timer.getId().getTag("outcome"))
				.containsExactlyInAnyOrder("acquired", "reentrant", "timeout", "failed");
		});
	}

	@Test
	void countsWhoHoldsAndWhoWaits() {
		this.boot.withPropertyValues("named-lock.hand-over.period=1h").run((context) -> {
			LockedService service = context.getBean(LockedService.class);
			MeterRegistry meters = context.getBean(MeterRegistry.class);
			CountDownLatch entered = new CountDownLatch(1);
			CountDownLatch leave = new CountDownLatch(1);
			Thread holder = new Thread(() -> hold(service, entered, leave));
			holder.start();
			entered.await();
			Thread waiter = new Thread(() -> context.getBean(LockRegistry.class)
				.acquire(LockRequest.of("auto:service:7").withTemplate(TEMPLATE))
				.close());
			waiter.start();
			Awaitility.await().untilAsserted(() -> {
				assertThat(gauge(meters, "named.lock.active")).isOne();
				assertThat(gauge(meters, "named.lock.waiting")).isOne();
			});
			leave.countDown();
			waiter.join();
			Awaitility.await().untilAsserted(() -> {
				assertThat(gauge(meters, "named.lock.active")).isZero();
				assertThat(gauge(meters, "named.lock.waiting")).isZero();
			});
			assertThat(meters.get("named.lock.hand.overs").counter().count()).isOne();
			holder.join();
		});
	}

	@Test
	void countsTheSessionsOfADatabase() {
		this.boot.withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class))
			.withPropertyValues("named-lock.backend=auto", "spring.datasource.url=jdbc:h2:mem:meters;DB_CLOSE_DELAY=-1")
			.run((context) -> {
				MeterRegistry meters = context.getBean(MeterRegistry.class);
				try (LockHandle handle = context.getBean(LockRegistry.class).acquire("meters:session")) {
					assertThat(meters.get("named.lock.sessions").tags("state", "shared").gauge().value()).isOne();
					assertThat(meters.get("named.lock.sessions").tags("state", "waiting").gauge().value()).isZero();
				}
			});
	}

	@Test
	void countsLeaks() {
		this.boot.withPropertyValues("named-lock.leak-detection-threshold=1ms").run((context) -> {
			MeterRegistry meters = context.getBean(MeterRegistry.class);
			try (LockHandle handle = context.getBean(LockRegistry.class)
				.acquire(LockRequest.of("auto:service:7").withTemplate(TEMPLATE))) {
				Awaitility.await()
					.untilAsserted(() -> assertThat(
							meters.get("named.lock.leaked").tags("template", TEMPLATE).counter().count())
						.isOne());
			}
		});
	}

	@Test
	void neverTagsByTheName() {
		this.boot.run((context) -> {
			context.getBean(LockedService.class).process(4711);
			context.getBean(LockRegistry.class).acquire("secret:4711").close();
			assertThat(context.getBean(MeterRegistry.class).getMeters()).extracting(Meter::getId)
				.filteredOn((id) -> id.getName().startsWith("named.lock"))
				.isNotEmpty()
				.allSatisfy((id) -> assertThat(id.getTags()).extracting(Tag::getValue)
					.noneMatch((value) -> value.contains("4711")))
				.anySatisfy((id) -> assertThat(id.getTag("template")).isEqualTo("none"));
		});
	}

	@Test
	void observesTheWait() {
		this.runner.withBean(TestObservationRegistry.class, TestObservationRegistry::create).run((context) -> {
			assertThat(context).doesNotHaveBean(LockMeters.class);
			TestObservationRegistry observations = context.getBean(TestObservationRegistry.class);
			context.getBean(LockedService.class).process(7);
			TestObservationRegistryAssert.assertThat(observations)
				.hasObservationWithNameEqualTo("named.lock.acquire")
				.that()
				.hasContextualNameEqualTo("acquire lock " + TEMPLATE)
				.hasLowCardinalityKeyValue("outcome", "acquired")
				.hasLowCardinalityKeyValue("template", TEMPLATE)
				.hasBeenStarted()
				.hasBeenStopped()
				.doesNotHaveError();
			assertThat(observations.getCurrentObservationScope()).isNull();
		});
	}

	@Test
	void observesWhyAWaitFailed() {
		this.runner.withBean(TestObservationRegistry.class, TestObservationRegistry::create).run((context) -> {
			TestObservationRegistry observations = context.getBean(TestObservationRegistry.class);
			LockRegistry locks = context.getBean(LockRegistry.class);
			LockHandle shared = locks.acquire(LockRequest.of("up").shared());
			assertThatExceptionOfType(LockDeadlockException.class).isThrownBy(() -> locks.acquire("up"));
			TestObservationRegistryAssert.assertThat(observations)
				.hasAnObservation((each) -> each.hasLowCardinalityKeyValue("outcome", "deadlock").hasError());
			assertThat(observations.getCurrentObservationScope()).isNull();
			shared.close();
		});
	}

	@Test
	void canBeSwitchedOffLikeAnyObservation() {
		this.boot.withPropertyValues("management.observations.enable.named.lock=false").run((context) -> {
			context.getBean(LockedService.class).process(7);
			assertThat(context.getBean(MeterRegistry.class).find("named.lock.acquire").timer()).isNull();
			assertThat(context.getBean(ObservationRegistry.class).getCurrentObservationScope()).isNull();
		});
	}

	@Test
	void startsWithoutMicrometer() {
		this.runner.withClassLoader(new FilteredClassLoader("io.micrometer.core")).run((context) -> {
			assertThat(context).hasNotFailed().doesNotHaveBean("namedLockMeters");
			assertThat(context.getBean(LockedService.class).process(1)).isEqualTo("done 1");
		});
	}

	@Test
	void isOffWithTheLocks() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(NamedLockAutoConfiguration.class,
					NamedLockObservabilityAutoConfiguration.class))
			.withPropertyValues("named-lock.enabled=false")
			.withBean(SimpleMeterRegistry.class)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(LockMeters.class));
	}

	@Test
	void comesAfterTheRegistriesOfThisAndTheFormerGeneration() {
		AutoConfiguration order = NamedLockObservabilityAutoConfiguration.class.getAnnotation(AutoConfiguration.class);
		assertThat(order.afterName()).contains(CompositeMeterRegistryAutoConfiguration.class.getName(),
				ObservationAutoConfiguration.class.getName(),
				"org.springframework.boot.actuate.autoconfigure.metrics.CompositeMeterRegistryAutoConfiguration",
				"org.springframework.boot.actuate.autoconfigure.observation.ObservationAutoConfiguration");
	}

	private static double gauge(MeterRegistry meters, String name) {
		return meters.get(name).tags("template", TEMPLATE).gauge().value();
	}

	private static void hold(LockedService service, CountDownLatch entered, CountDownLatch leave) {
		try {
			service.hold(7, entered, leave);
		}
		catch (InterruptedException | LockNotAcquiredException ex) {
			throw new IllegalStateException(ex);
		}
	}

}

package io.namedlock.autoconfigure;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.namedlock.LockHandle;
import io.namedlock.LockNotAcquiredException;
import io.namedlock.LockRegistry;
import io.namedlock.annotation.NamedLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for locks beside other annotations of Spring on the same method.
 */
@Timeout(60)
class OtherAnnotationsTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(NamedLockAutoConfiguration.class, AopAutoConfiguration.class))
		.withPropertyValues("named-lock.backend=memory");

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void locksOnTheThreadOfAnAsynchronousCall(boolean subclassed) {
		this.runner.withUserConfiguration(AsyncConfiguration.class)
			.withPropertyValues("spring.aop.proxy-target-class=" + subclassed)
			.run((context) -> {
				LockRegistry registry = context.getBean(LockRegistry.class);
				assertThat(context.getBean(Report.class).isLocked(registry).get(30, TimeUnit.SECONDS)).isTrue();
			});
	}

	@Test
	void locksScheduledMethodsThatAreNotPublic() {
		this.runner.withUserConfiguration(SchedulingConfiguration.class)
			.run((context) -> assertThat(context.getBean(CompletableFuture.class).get(30, TimeUnit.SECONDS))
				.isEqualTo(true));
	}

	@Test
	void locksInFrontOfTheCache() {
		this.runner.withUserConfiguration(CachingConfiguration.class).run((context) -> {
			Prices prices = context.getBean(Prices.class);
			assertThat(prices.price(1)).isEqualTo(prices.price(1)).isEqualTo(1);
			try (LockHandle elsewhere = lockElsewhere(context.getBean(LockRegistry.class))) {
				assertThatExceptionOfType(LockNotAcquiredException.class).as("a hit needs the lock too")
					.isThrownBy(() -> prices.price(1));
			}
		});
	}

	@Test
	void locksMethodsOfConfigurationClasses() {
		this.runner.withUserConfiguration(LockedConfiguration.class)
			.run((context) -> assertThat(context.getBean("lockedAtCreation")).isEqualTo(true));
	}

	private static LockHandle lockElsewhere(LockRegistry registry) {
		return CompletableFuture.supplyAsync(() -> registry.acquire("price")).join();
	}

	interface Report {

		CompletableFuture<Boolean> isLocked(LockRegistry registry);

	}

	static class AsyncReport implements Report {

		@Override
		@Async
		@NamedLock("report")
		public CompletableFuture<Boolean> isLocked(LockRegistry registry) {
			return CompletableFuture.completedFuture(!registry.status("report").isFree());
		}

	}

	static class Nightly {

		private final CompletableFuture<Boolean> locked;

		private final LockRegistry registry;

		Nightly(LockRegistry registry, CompletableFuture<Boolean> locked) {
			this.registry = registry;
			this.locked = locked;
		}

		@Scheduled(fixedDelay = 10)
		@NamedLock("nightly")
		protected void run() {
			this.locked.complete(!this.registry.status("nightly").isFree());
		}

	}

	static class Prices {

		private final AtomicInteger computed = new AtomicInteger();

		@Cacheable("prices")
		@NamedLock(name = "price", waitTime = "0")
		public int price(int id) {
			return this.computed.incrementAndGet();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAsync
	static class AsyncConfiguration {

		@Bean
		AsyncReport report() {
			return new AsyncReport();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableScheduling
	static class SchedulingConfiguration {

		@Bean
		CompletableFuture<Boolean> locked() {
			return new CompletableFuture<>();
		}

		@Bean
		Nightly nightly(LockRegistry registry, CompletableFuture<Boolean> locked) {
			return new Nightly(registry, locked);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableCaching
	static class CachingConfiguration {

		@Bean
		Prices prices() {
			return new Prices();
		}

		@Bean
		ConcurrentMapCacheManager cacheManager() {
			return new ConcurrentMapCacheManager();
		}

	}

	@Configuration
	static class LockedConfiguration {

		@Bean
		@NamedLock("configuration")
		boolean lockedAtCreation(LockRegistry registry) {
			return !registry.status("configuration").isFree();
		}

	}

}

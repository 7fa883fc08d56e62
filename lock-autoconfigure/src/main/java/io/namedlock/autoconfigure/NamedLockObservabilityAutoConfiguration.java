package io.namedlock.autoconfigure;

import io.namedlock.LockRegistry;
import io.namedlock.observe.LockMeterConfiguration;
import io.namedlock.observe.LockObservationConfiguration;
import io.namedlock.observe.LockTimerConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * Auto-configuration of meters and observations of locks, where Micrometer is there.
 * <p>
 * It comes after what may define its registries, by the names of Spring Boot 4 and of
 * 3.5.
 *
 * @since 0.1
 */
@AutoConfiguration(after = NamedLockAutoConfiguration.class,
		afterName = {
				"org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
				"org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration",
				"org.springframework.boot.actuate.autoconfigure.metrics.CompositeMeterRegistryAutoConfiguration",
				"org.springframework.boot.actuate.autoconfigure.observation.ObservationAutoConfiguration" })
@ConditionalOnBean(LockRegistry.class)
public final class NamedLockObservabilityAutoConfiguration {

	private static final String METERS = "io.micrometer.core.instrument.MeterRegistry";

	private static final String OBSERVATIONS = "io.micrometer.observation.ObservationRegistry";

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = METERS)
	@ConditionalOnBean(type = METERS)
	@Import(LockMeterConfiguration.class)
	static class Meters {

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = OBSERVATIONS)
	@ConditionalOnBean(type = OBSERVATIONS)
	@Import(LockObservationConfiguration.class)
	static class Observations {

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = METERS)
	@ConditionalOnBean(type = METERS)
	@ConditionalOnMissingBean(type = OBSERVATIONS)
	@Import(LockTimerConfiguration.class)
	static class Timers {

	}

}

package io.namedlock.autoconfigure;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.namedlock.LockRegistry;
import io.namedlock.observe.LockMeters;
import io.namedlock.observe.LockObservations;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Auto-configuration of meters and observations of locks, where Micrometer is there.
 * <p>
 * It comes after what may define its registries, by the names of Spring Boot 4 and of
 * 3.5.
 */
@AutoConfiguration(after = NamedLockAutoConfiguration.class,
		afterName = {
				"org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
				"org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration",
				"org.springframework.boot.actuate.autoconfigure.metrics.CompositeMeterRegistryAutoConfiguration",
				"org.springframework.boot.actuate.autoconfigure.observation.ObservationAutoConfiguration" })
@ConditionalOnBean(LockRegistry.class)
public final class NamedLockObservabilityAutoConfiguration {

	/**
	 * Meters where there is a registry of them. Without observations, the timer of
	 * acquisitions is one of them.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(MeterRegistry.class)
	@ConditionalOnBean(MeterRegistry.class)
	static class Meters {

		@Bean
		LockMeters namedLockMeters(MeterRegistry meterRegistry, LockRegistry lockRegistry) {
			return new LockMeters(meterRegistry, lockRegistry);
		}

		@Bean
		@ConditionalOnMissingBean(ObservationRegistry.class)
		LockObservations namedLockObservations(MeterRegistry meterRegistry) {
			ObservationRegistry observations = ObservationRegistry.create();
			observations.observationConfig().observationHandler(new DefaultMeterObservationHandler(meterRegistry));
			return new LockObservations(observations);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(ObservationRegistry.class)
	@ConditionalOnBean(ObservationRegistry.class)
	static class Observations {

		@Bean
		LockObservations namedLockObservations(ObservationRegistry observationRegistry) {
			return new LockObservations(observationRegistry);
		}

	}

}

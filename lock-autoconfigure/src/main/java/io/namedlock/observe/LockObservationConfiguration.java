package io.namedlock.observe;

import io.micrometer.observation.ObservationRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Observations of locks, to be imported where there is an {@link ObservationRegistry}.
 *
 * @since 0.1
 */
@Configuration(proxyBeanMethods = false)
public class LockObservationConfiguration {

	@Bean
	LockObservations namedLockObservations(ObservationRegistry observationRegistry) {
		return new LockObservations(observationRegistry);
	}

}

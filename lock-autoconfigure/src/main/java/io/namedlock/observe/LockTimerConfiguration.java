package io.namedlock.observe;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The timer of acquisitions, to be imported where there is a {@link MeterRegistry} and no
 * {@link ObservationRegistry}.
 *
 * @since 0.1
 */
@Configuration(proxyBeanMethods = false)
public class LockTimerConfiguration {

	@Bean
	LockObservations namedLockObservations(MeterRegistry meterRegistry) {
		ObservationRegistry observations = ObservationRegistry.create();
		observations.observationConfig().observationHandler(new DefaultMeterObservationHandler(meterRegistry));
		return new LockObservations(observations);
	}

}

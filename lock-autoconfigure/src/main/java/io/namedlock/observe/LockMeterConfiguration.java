package io.namedlock.observe;

import io.micrometer.core.instrument.MeterRegistry;
import io.namedlock.LockRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Meters of locks, to be imported where there is a {@link MeterRegistry}.
 *
 * @since 0.1
 */
@Configuration(proxyBeanMethods = false)
public class LockMeterConfiguration {

	@Bean
	LockMeters namedLockMeters(MeterRegistry meterRegistry, LockRegistry lockRegistry) {
		return new LockMeters(meterRegistry, lockRegistry);
	}

}

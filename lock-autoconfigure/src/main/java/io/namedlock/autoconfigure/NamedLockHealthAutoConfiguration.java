package io.namedlock.autoconfigure;

import io.namedlock.LockRegistry;
import io.namedlock.actuate.NamedLocksHealthIndicator;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the health contributor {@code namedLocks}, on Spring Boot 4.
 */
@AutoConfiguration(after = NamedLockAutoConfiguration.class)
@ConditionalOnClass({ HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnBean(LockRegistry.class)
public final class NamedLockHealthAutoConfiguration {

	@Bean
	@ConditionalOnEnabledHealthIndicator("named-locks")
	@ConditionalOnMissingBean(name = "namedLocksHealthIndicator")
	NamedLocksHealthIndicator namedLocksHealthIndicator(LockRegistry lockRegistry) {
		return new NamedLocksHealthIndicator(lockRegistry);
	}

}

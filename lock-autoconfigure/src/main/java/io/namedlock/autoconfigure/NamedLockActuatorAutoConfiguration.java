package io.namedlock.autoconfigure;

import io.namedlock.LockRegistry;
import io.namedlock.actuate.NamedLocksEndpoint;
import io.namedlock.actuate.NamedLocksEndpointWebExtension;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.endpoint.expose.EndpointExposure;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the actuator endpoint {@code namedlocks}, where it is exposed.
 */
@AutoConfiguration(after = NamedLockAutoConfiguration.class)
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnBean(LockRegistry.class)
public final class NamedLockActuatorAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnAvailableEndpoint
	NamedLocksEndpoint namedLocksEndpoint(LockRegistry lockRegistry, NamedLockProperties properties) {
		return new NamedLocksEndpoint(lockRegistry, Show.valueOf(properties.endpoint().showNames().name()));
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBean(NamedLocksEndpoint.class)
	@ConditionalOnAvailableEndpoint(exposure = EndpointExposure.WEB)
	NamedLocksEndpointWebExtension namedLocksEndpointWebExtension(NamedLocksEndpoint namedLocksEndpoint) {
		return new NamedLocksEndpointWebExtension(namedLocksEndpoint);
	}

}

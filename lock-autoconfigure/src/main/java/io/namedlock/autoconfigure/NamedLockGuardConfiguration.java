package io.namedlock.autoconfigure;

import io.namedlock.aspect.NamedLockGuard;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;

/**
 * What is left when locks are switched off: nothing annotated may start.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(name = "named-lock.enabled", havingValue = false)
class NamedLockGuardConfiguration {

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static NamedLockGuard namedLockGuard(ConfigurableListableBeanFactory beanFactory) {
		return new NamedLockGuard(beanFactory, "named-lock.enabled is false",
				"Set named-lock.backend=memory instead, to lock within this JVM only, as a test does.");
	}

}

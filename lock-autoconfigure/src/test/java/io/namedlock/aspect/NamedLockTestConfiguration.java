package io.namedlock.aspect;

import io.namedlock.LockRegistry;
import io.namedlock.core.DefaultLockRegistry;
import io.namedlock.core.LockRegistrySettings;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Role;
import org.springframework.core.env.Environment;

/**
 * Wires the aspect on plain Spring.
 */
@Configuration(proxyBeanMethods = false)
@Import(NamedLockProxyRegistrar.class)
public class NamedLockTestConfiguration {

	@Bean
	BreakableBackend lockBackend(Environment environment) {
		return new BreakableBackend(environment.getProperty("shared-locks", Boolean.class, false));
	}

	@Bean
	DefaultLockRegistry namedLockRegistry(BreakableBackend backend) {
		return new DefaultLockRegistry(backend, LockRegistrySettings.defaults());
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static NamedLockAdvisor namedLockAdvisor(ConfigurableListableBeanFactory beanFactory,
			ObjectProvider<LockRegistry> registry, Environment environment) {
		NamedLockSettings settings = new NamedLockSettings(
				environment.getProperty("order", Integer.class, NamedLockSettings.DEFAULT_ORDER),
				environment.getProperty("in-transaction", InTransaction.class, InTransaction.HOLD_UNTIL_COMPLETION),
				environment.getProperty("verify-before-commit", Boolean.class, true));
		return new NamedLockAdvisor(beanFactory, registry::getObject, settings);
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static NamedLockChecker namedLockChecker(ConfigurableListableBeanFactory beanFactory,
			ObjectProvider<NamedLockAdvisor> advisor) {
		return new NamedLockChecker(beanFactory, advisor);
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static NamedLockWeaving namedLockWeaving(ObjectProvider<NamedLockAdvisor> advisor) {
		return new NamedLockWeaving(advisor);
	}

}

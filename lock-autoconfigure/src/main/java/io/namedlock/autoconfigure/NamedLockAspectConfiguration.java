package io.namedlock.autoconfigure;

import io.namedlock.LockRegistry;
import io.namedlock.aspect.NamedLockAdvisor;
import io.namedlock.aspect.NamedLockChecker;
import io.namedlock.aspect.NamedLockProxyRegistrar;
import io.namedlock.aspect.NamedLockWeaving;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Role;
import org.springframework.core.env.Environment;
import org.springframework.util.function.SingletonSupplier;

/**
 * The locks around annotated methods. The advisor asks for the registry at the first
 * call, lest proxies bring about the {@code DataSource}. It binds its properties itself:
 * a bean of them would come about before other post-processors could see it, which Spring
 * warns of.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(name = "named-lock.enabled", matchIfMissing = true)
@Import(NamedLockProxyRegistrar.class)
class NamedLockAspectConfiguration {

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static NamedLockAdvisor namedLockAdvisor(ConfigurableListableBeanFactory beanFactory,
			ObjectProvider<LockRegistry> registry, Environment environment) {
		return new NamedLockAdvisor(beanFactory, SingletonSupplier.of(registry::getObject),
				AspectSettings.of(environment));
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

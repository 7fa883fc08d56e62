package io.namedlock.autoconfigure;

import java.util.List;

import io.namedlock.aspect.NamedLockAdvisor;
import io.namedlock.aspect.check.NamedLockGuard;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;

/**
 * Guards the contexts of tests that have no locks, as those of Spring Boot's slices,
 * which leave out any auto-configuration that they do not know: no annotated bean may run
 * there without its lock. Other beans are left alone. Only Spring's test framework uses
 * it.
 */
final class LockedTestContexts implements ContextCustomizerFactory {

	private static final String REASON = "the context of this test has no locks, which a slice leaves out";

	private static final String REMEDY = "Add @ImportAutoConfiguration(NamedLockAutoConfiguration.class) to the test,"
			+ " and 'named-lock.backend=memory' to its properties if it has no database,"
			+ " or put a mock in the bean's place";

	@Override
	public ContextCustomizer createContextCustomizer(Class<?> testClass,
			List<ContextConfigurationAttributes> configAttributes) {
		return new Customizer();
	}

	/**
	 * Called once all bean definitions are there.
	 */
	private static void guard(ConfigurableListableBeanFactory beanFactory) {
		if (!has(NamedLockAdvisor.class, beanFactory) && !has(NamedLockGuard.class, beanFactory)
				&& beanFactory instanceof BeanDefinitionRegistry registry) {
			registry.registerBeanDefinition("namedLockGuardOfTest", guard());
		}
	}

	/**
	 * The guard's arguments must be such that Spring can write them down for a context
	 * that is prepared ahead of time. The bean factory cannot, so it is injected.
	 */
	private static RootBeanDefinition guard() {
		RootBeanDefinition guard = new RootBeanDefinition(NamedLockGuard.class,
				AutowireCapableBeanFactory.AUTOWIRE_CONSTRUCTOR, false);
		guard.getConstructorArgumentValues().addIndexedArgumentValue(1, REASON);
		guard.getConstructorArgumentValues().addIndexedArgumentValue(2, REMEDY);
		guard.setRole(BeanDefinition.ROLE_INFRASTRUCTURE);
		return guard;
	}

	private static boolean has(Class<?> type, ConfigurableListableBeanFactory beanFactory) {
		return beanFactory.getBeanNamesForType(type, true, false).length > 0;
	}

	/**
	 * Equal to all of its kind, so that tests go on to share their contexts.
	 */
	private record Customizer() implements ContextCustomizer {

		@Override
		public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration mergedConfig) {
			context.addBeanFactoryPostProcessor(LockedTestContexts::guard);
		}

	}

}

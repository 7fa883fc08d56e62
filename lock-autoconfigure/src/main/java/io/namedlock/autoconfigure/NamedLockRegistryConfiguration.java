package io.namedlock.autoconfigure;

import io.namedlock.LockListener;
import io.namedlock.LockRegistry;
import io.namedlock.aspect.NamedLockChecker;
import io.namedlock.core.DefaultLockRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * The registry and its end. It is made at the start, also of an application whose beans
 * are lazy, so that a database without locks is found then; after Flyway, Liquibase or
 * the application's scripts, which may create the tables of the locks.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(name = "named-lock.enabled", matchIfMissing = true)
@ConditionalOnMissingBean(LockRegistry.class)
class NamedLockRegistryConfiguration {

	@Bean
	@DependsOnDatabaseInitialization
	DefaultLockRegistry namedLockRegistry(NamedLockProperties properties, AutowireCapableBeanFactory beanFactory,
			LockStartUpReport namedLockStartUpReport) {
		LockBackendFactory backends = new LockBackendFactory(properties, new DataSourceBeans(beanFactory),
				namedLockStartUpReport);
		return new DefaultLockRegistry(backends.create(), properties.registrySettings());
	}

	@Bean
	LockListenerRegistrar namedLockListenerRegistrar(DefaultLockRegistry namedLockRegistry,
			ObjectProvider<LockListener> listeners, ApplicationContext context) {
		return new LockListenerRegistrar(namedLockRegistry, listeners, context);
	}

	@Bean
	LockStartUpReport namedLockStartUpReport(NamedLockProperties properties, ObjectProvider<NamedLockChecker> checker) {
		return new LockStartUpReport(properties, checker);
	}

	@Bean
	NamedLockLifecycle namedLockLifecycle(DefaultLockRegistry namedLockRegistry, Environment environment,
			LockStartUpReport namedLockStartUpReport) {
		return new NamedLockLifecycle(namedLockRegistry, environment, namedLockStartUpReport);
	}

	@Bean
	static LazyInitializationExcludeFilter namedLockLazyInitializationExcludeFilter() {
		return LazyInitializationExcludeFilter.forBeanTypes(DefaultLockRegistry.class, LockListenerRegistrar.class,
				NamedLockLifecycle.class);
	}

}

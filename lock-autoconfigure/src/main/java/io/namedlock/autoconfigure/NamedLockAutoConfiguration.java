package io.namedlock.autoconfigure;

import io.namedlock.LockListener;
import io.namedlock.LockRegistry;
import io.namedlock.aspect.NamedLockAdvisor;
import io.namedlock.aspect.NamedLockProxyRegistrar;
import io.namedlock.aspect.NamedLockWeaving;
import io.namedlock.aspect.check.NamedLockChecker;
import io.namedlock.aspect.check.NamedLockGuard;
import io.namedlock.aspect.hold.NamedLockSettings;
import io.namedlock.aspect.hold.NamedLockTransactions;
import io.namedlock.core.DefaultLockRegistry;
import io.namedlock.core.LockBackend;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindHandlerAdvisor;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Role;
import org.springframework.core.env.Environment;
import org.springframework.transaction.TransactionExecutionListener;
import org.springframework.util.function.SingletonSupplier;

/**
 * Auto-configuration of named locks: a {@link LockRegistry} unless there is one, and the
 * locks around annotated methods.
 * <p>
 * It comes after what may define a {@code DataSource}, by the names of Spring Boot 4 and
 * of 3.5.
 */
@AutoConfiguration(afterName = { "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
		"org.springframework.boot.jdbc.autoconfigure.JndiDataSourceAutoConfiguration",
		"org.springframework.boot.jdbc.autoconfigure.XADataSourceAutoConfiguration",
		"org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration",
		"org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration",
		"org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration",
		"org.springframework.boot.autoconfigure.jdbc.JndiDataSourceAutoConfiguration",
		"org.springframework.boot.autoconfigure.jdbc.XADataSourceAutoConfiguration",
		"org.springframework.boot.autoconfigure.jdbc.DataSourceTransactionManagerAutoConfiguration",
		"org.springframework.boot.autoconfigure.transaction.TransactionAutoConfiguration",
		"org.springframework.boot.autoconfigure.aop.AopAutoConfiguration" })
@EnableConfigurationProperties(NamedLockProperties.class)
public final class NamedLockAutoConfiguration {

	private static final String ENABLED = "named-lock.enabled";

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static ConfigurationPropertiesBindHandlerAdvisor namedLockBindHandlerAdvisor() {
		return DurationUnitBindHandler::new;
	}

	/**
	 * What is left when locks are switched off: nothing annotated may start.
	 */
	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	@ConditionalOnBooleanProperty(name = ENABLED, havingValue = false)
	static NamedLockGuard namedLockGuard(ConfigurableListableBeanFactory beanFactory) {
		return new NamedLockGuard(beanFactory, ENABLED + " is false",
				"Set named-lock.backend=memory instead, to lock within this JVM only, as a test does");
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBooleanProperty(name = ENABLED, matchIfMissing = true)
	@Import(NamedLockProxyRegistrar.class)
	static class Locks {

		/**
		 * Binds the properties by itself: the bean of all properties would come about
		 * before other post-processors could see it, which Spring warns of.
		 */
		@Bean
		@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
		static NamedLockSettings namedLockSettings(Environment environment) {
			return Binder.get(environment)
				.bindOrCreate("named-lock", Bindable.of(NamedLockProperties.class),
						new DurationUnitBindHandler(BindHandler.DEFAULT))
				.aspectSettings();
		}

		/**
		 * Asks for the registry at the first call, lest proxies bring about the
		 * {@code DataSource}.
		 */
		@Bean
		@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
		static NamedLockAdvisor namedLockAdvisor(ConfigurableListableBeanFactory beanFactory,
				ObjectProvider<LockRegistry> registry, NamedLockSettings namedLockSettings) {
			return new NamedLockAdvisor(beanFactory, SingletonSupplier.of(registry::getObject), namedLockSettings);
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

		@Configuration(proxyBeanMethods = false)
		@ConditionalOnClass(TransactionExecutionListener.class)
		static class Transactions {

			@Bean
			@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
			static NamedLockTransactions namedLockTransactions(ConfigurableListableBeanFactory beanFactory,
					NamedLockSettings namedLockSettings) {
				return new NamedLockTransactions(beanFactory, namedLockSettings);
			}

		}

		/**
		 * The registry and its end. It is made at the start, also of an application whose
		 * beans are lazy, so that a database without locks is found then; after Flyway,
		 * Liquibase or the application's scripts, which may create the tables of the
		 * locks.
		 */
		@Configuration(proxyBeanMethods = false)
		@ConditionalOnMissingBean(LockRegistry.class)
		static class Registry {

			@Bean
			@DependsOnDatabaseInitialization
			DefaultLockRegistry namedLockRegistry(NamedLockProperties properties,
					AutowireCapableBeanFactory beanFactory, LockStartUpReport namedLockStartUpReport) {
				LockBackend backend = new LockBackendFactory(properties, new DataSourceBeans(beanFactory)).create();
				namedLockStartUpReport.note(backend);
				return new DefaultLockRegistry(backend, properties.registrySettings());
			}

			@Bean
			ListenerRegistrar namedLockListenerRegistrar(DefaultLockRegistry namedLockRegistry,
					ObjectProvider<LockListener> listeners, ApplicationContext context) {
				return new ListenerRegistrar(namedLockRegistry, listeners, context);
			}

			@Bean
			LockStartUpReport namedLockStartUpReport(NamedLockProperties properties,
					ObjectProvider<NamedLockChecker> checker) {
				return new LockStartUpReport(properties, checker);
			}

			@Bean
			NamedLockLifecycle namedLockLifecycle(DefaultLockRegistry namedLockRegistry, Environment environment,
					LockStartUpReport namedLockStartUpReport) {
				return new NamedLockLifecycle(namedLockRegistry, environment, namedLockStartUpReport);
			}

			@Bean
			static LazyInitializationExcludeFilter namedLockLazyInitializationExcludeFilter() {
				return LazyInitializationExcludeFilter.forBeanTypes(DefaultLockRegistry.class, ListenerRegistrar.class,
						NamedLockLifecycle.class);
			}

			/**
			 * Lets the listeners of an application hear of its locks once all of its
			 * beans are there: a listener may itself need the registry, or the
			 * {@code DataSource} that it needs.
			 */
			record ListenerRegistrar(DefaultLockRegistry registry, ObjectProvider<LockListener> listeners,
					ApplicationContext context) implements SmartInitializingSingleton {

				@Override
				public void afterSingletonsInstantiated() {
					this.listeners.orderedStream().forEach(this.registry::addListener);
					LockEventPublisher publisher = LockEventPublisher.of(this.context);
					if (publisher.isListenedTo()) {
						this.registry.addListener(publisher);
					}
				}

			}

		}

	}

}

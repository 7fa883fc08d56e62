package io.namedlock.autoconfigure;

import java.util.concurrent.locks.Lock;

import io.namedlock.LockConfigurationException;
import io.namedlock.LockRegistry;
import io.namedlock.aspect.NamedLockAdvisor;
import io.namedlock.aspect.check.NamedLockGuard;
import io.namedlock.core.DefaultLockRegistry;
import io.namedlock.core.LockRegistrySettings;
import io.namedlock.core.MemoryLockBackend;
import org.apache.commons.logging.LogFactory;
import org.junit.jupiter.api.Test;
import org.springframework.aop.support.AopUtils;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;

import static org.assertj.core.api.Assertions.assertThat;

class NamedLockAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(NamedLockAutoConfiguration.class, AopAutoConfiguration.class))
		.withPropertyValues("named-lock.backend=memory");

	@Test
	void locksInMemoryWithoutDataSource() {
		this.runner.withBean(LockedService.class).run((context) -> {
			assertThat(context).hasSingleBean(LockRegistry.class).hasSingleBean(NamedLockAdvisor.class);
			assertThat(AopUtils.isAopProxy(context.getBean(LockedService.class))).isTrue();
			assertThat(context.getBean(LockedService.class).process(1)).isEqualTo("done 1");
		});
	}

	@Test
	void locksThoughAopIsSwitchedOff() {
		this.runner.withBean(LockedService.class)
			.withPropertyValues("spring.aop.auto=false")
			.run((context) -> assertThat(AopUtils.isCglibProxy(context.getBean(LockedService.class))).isTrue());
	}

	@Test
	void locksWithoutAspectjOnTheClassPath() {
		this.runner.withBean(LockedService.class)
			.withClassLoader(new FilteredClassLoader("org.aspectj"))
			.run((context) -> assertThat(AopUtils.isAopProxy(context.getBean(LockedService.class))).isTrue());
	}

	@Test
	void locksInMemoryWithoutJdbcOrTransactionsOnTheClassPath() {
		this.runner.withBean(LockedService.class)
			.withClassLoader(new FilteredClassLoader("org.springframework.jdbc", "org.springframework.boot.jdbc",
					"com.zaxxer.hikari", "org.springframework.transaction"))
			.run((context) -> assertThat(context.getBean(LockedService.class).process(1)).isEqualTo("done 1"));
	}

	@Test
	void backsOffForRegistryOfTheApplication() {
		DefaultLockRegistry own = new DefaultLockRegistry(new MemoryLockBackend(), LockRegistrySettings.defaults());
		this.runner.withBean("mine", LockRegistry.class, () -> own).run((context) -> {
			assertThat(context).hasSingleBean(LockRegistry.class).doesNotHaveBean("namedLockRegistry");
			assertThat(context).doesNotHaveBean(NamedLockLifecycle.class).hasSingleBean(NamedLockAdvisor.class);
		});
	}

	@Test
	void livesBesideAnUnrelatedBeanNamedLockRegistry() {
		this.runner.withBean("lockRegistry", String.class, () -> "another library's")
			.run((context) -> assertThat(context).hasNotFailed().hasBean("namedLockRegistry"));
	}

	@Test
	void makesTheRegistryAtTheStartOfALazyApplication() {
		this.runner.withPropertyValues("named-lock.backend=auto")
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(LockConfigurationException.class));
	}

	@Test
	void refusesToStartWithoutDataSource() {
		this.runner.withPropertyValues("named-lock.backend=auto")
			.run((context) -> assertThat(analyze(context.getStartupFailure()).getDescription())
				.contains("there is no DataSource bean"));
	}

	@Test
	void refusesADatabaseWithoutNamedLocks() {
		this.runner.withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class))
			.withPropertyValues("named-lock.backend=native")
			.run((context) -> {
				FailureAnalysis analysis = analyze(context.getStartupFailure());
				assertThat(analysis.getDescription()).contains("H2");
				assertThat(analysis.getAction()).contains("named-lock.backend=memory");
			});
	}

	@Test
	void refusesToStartWithoutJdbcOnTheClassPath() {
		this.runner.withPropertyValues("named-lock.backend=auto")
			.withClassLoader(new FilteredClassLoader("org.springframework.jdbc", "org.springframework.boot.jdbc"))
			.run((context) -> assertThat(analyze(context.getStartupFailure()).getAction())
				.contains("spring-boot-starter-jdbc", "named-lock.backend=memory"));
	}

	@Test
	void guardsWhenSwitchedOff() {
		this.runner.withPropertyValues("named-lock.enabled=false")
			.run((context) -> assertThat(context).hasSingleBean(NamedLockGuard.class)
				.doesNotHaveBean(LockRegistry.class)
				.doesNotHaveBean(NamedLockAdvisor.class));
	}

	@Test
	void refusesAnnotatedBeansWhenSwitchedOff() {
		this.runner.withPropertyValues("named-lock.enabled=false").withBean(LockedService.class).run((context) -> {
			FailureAnalysis analysis = analyze(context.getStartupFailure());
			assertThat(analysis.getDescription()).contains("LockedService", "named-lock.enabled");
			assertThat(analysis.getAction()).contains("named-lock.backend=memory");
		});
	}

	@Test
	void locksByTheObtainedLock() {
		this.runner.run((context) -> {
			Lock lock = context.getBean(LockRegistry.class).obtain("auto:obtained");
			assertThat(lock.tryLock()).isTrue();
			lock.unlock();
		});
	}

	@Test
	void registersItsFailureAnalyzerFirst() {
		assertThat(SpringFactoriesLoader.forDefaultResourceLocation()
			.load(FailureAnalyzer.class, FailureHandler.logging(LogFactory.getLog(getClass())))).first()
			.isInstanceOf(LockConfigurationFailureAnalyzer.class);
	}

	static FailureAnalysis analyze(Throwable failure) {
		FailureAnalysis analysis = new LockConfigurationFailureAnalyzer().analyze(failure);
		assertThat(analysis).as("analysis of %s", failure).isNotNull();
		return analysis;
	}

}

package io.namedlock.autoconfigure;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the choice of the {@code DataSource} that leads to the locks.
 */
class LockDataSourceTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(NamedLockAutoConfiguration.class))
		.withPropertyValues("named-lock.backend=auto");

	@Test
	void refusesToStartWithSeveralDataSources() {
		this.runner.withBean("first", DataSource.class, SimpleDriverDataSource::new)
			.withBean("second", DataSource.class, SimpleDriverDataSource::new)
			.run((context) -> {
				FailureAnalysis analysis = NamedLockAutoConfigurationTests.analyze(context.getStartupFailure());
				assertThat(analysis.getDescription()).contains("first", "second");
				assertThat(analysis.getAction()).contains("@NamedLockDataSource", "@Primary");
			});
	}

	@Test
	void refusesToStartWithSeveralLockDataSources() {
		this.runner.withUserConfiguration(TwoLockDataSourcesConfiguration.class).run((context) -> {
			FailureAnalysis analysis = NamedLockAutoConfigurationTests.analyze(context.getStartupFailure());
			assertThat(analysis.getDescription()).contains("@NamedLockDataSource", "first", "second");
			assertThat(analysis.getAction()).contains("Keep one");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "lockDataSource", "ofLocks", "dataSource" })
	void choosesNoneOfSeveralLockDataSourcesByItsName(String name) {
		this.runner.withUserConfiguration(TwoLockDataSourcesConfiguration.class)
			.withInitializer((context) -> registerForLocks(context, name))
			.run((context) -> assertThat(
					NamedLockAutoConfigurationTests.analyze(context.getStartupFailure()).getDescription())
				.contains("@NamedLockDataSource", "first", "second", name));
	}

	@ParameterizedTest
	@ValueSource(strings = { "applicationDataSource", "ofApplication", "dataSource" })
	void choosesNoneOfSeveralDataSourcesByItsName(String name) {
		this.runner.withBean("first", DataSource.class, SimpleDriverDataSource::new)
			.withBean(name, DataSource.class, SimpleDriverDataSource::new)
			.run((context) -> assertThat(
					NamedLockAutoConfigurationTests.analyze(context.getStartupFailure()).getDescription())
				.contains("first", name));
	}

	@Test
	void takesThePrimaryOfSeveralLockDataSources() {
		this.runner
			.withUserConfiguration(TwoLockDataSourcesConfiguration.class, PrimaryLockDataSourceConfiguration.class)
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void takesTheDefaultCandidateOfSeveralDataSources() {
		this.runner.withBean("main", DataSource.class, () -> h2("main"))
			.withBean("second", DataSource.class, SimpleDriverDataSource::new,
					(definition) -> ((AbstractBeanDefinition) definition).setDefaultCandidate(false))
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void leavesTheDataSourceOfTheApplicationInPlace() {
		this.runner.withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class))
			.withPropertyValues("named-lock.backend=memory", "spring.datasource.url=jdbc:h2:mem:main")
			.withUserConfiguration(LockDataSourceConfiguration.class)
			.run((context) -> {
				assertThat(context.getBeanNamesForType(DataSource.class)).containsExactlyInAnyOrder("dataSource",
						"lockDataSource");
				assertThat(context.getBean(DataSource.class)).isSameAs(context.getBean("dataSource"));
				assertThat(context.getBean(JdbcTemplate.class).getDataSource()).isSameAs(context.getBean("dataSource"));
			});
	}

	private static void registerForLocks(ConfigurableApplicationContext context, String name) {
		RootBeanDefinition definition = new RootBeanDefinition(SimpleDriverDataSource.class);
		definition.setDefaultCandidate(false);
		definition.addQualifier(new AutowireCandidateQualifier(NamedLockDataSource.class));
		((BeanDefinitionRegistry) context.getBeanFactory()).registerBeanDefinition(name, definition);
	}

	private static HikariDataSource h2(String database) {
		HikariDataSource dataSource = new HikariDataSource();
		dataSource.setJdbcUrl("jdbc:h2:mem:" + database);
		return dataSource;
	}

	@Configuration(proxyBeanMethods = false)
	static class TwoLockDataSourcesConfiguration {

		@Bean(defaultCandidate = false)
		@NamedLockDataSource
		DataSource first() {
			return new HikariDataSource();
		}

		@Bean(defaultCandidate = false)
		@NamedLockDataSource
		DataSource second() {
			return new HikariDataSource();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class PrimaryLockDataSourceConfiguration {

		@Bean(defaultCandidate = false)
		@Primary
		@NamedLockDataSource
		DataSource primary() {
			return h2("primary");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LockDataSourceConfiguration {

		@Bean(defaultCandidate = false)
		@NamedLockDataSource
		DataSource lockDataSource() {
			return new HikariDataSource();
		}

		@Bean
		JdbcTemplate jdbcTemplate(DataSource dataSource) {
			return new JdbcTemplate(dataSource);
		}

	}

}

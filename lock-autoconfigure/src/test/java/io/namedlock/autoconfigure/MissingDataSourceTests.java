package io.namedlock.autoconfigure;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests for what an application is told that has neither a database nor a driver.
 */
@ExtendWith(OutputCaptureExtension.class)
class MissingDataSourceTests {

	private static final String BOOTS_OWN = "Failed to configure a DataSource";

	@Test
	void tellsWhatTheLocksOfAMethodNeed(CapturedOutput output) {
		fail(Map.of(), LockedService.class);
		assertThat(output).contains("io.namedlock.autoconfigure.LockedService.")
			.contains("no DataSource could be configured", "Failed to determine a suitable driver class")
			.contains("spring.datasource.url", "named-lock.backend=memory",
					"spring.autoconfigure.exclude=" + DataSourceAutoConfiguration.class.getName())
			.doesNotContain(BOOTS_OWN);
	}

	@Test
	void tellsThatLocksInMemoryNeedNone(CapturedOutput output) {
		fail(Map.of("named-lock.backend", "memory"), LockedService.class);
		assertThat(output).contains("which locks in memory do not need")
			.contains("spring.autoconfigure.exclude=" + DataSourceAutoConfiguration.class.getName())
			.doesNotContain("spring.datasource.url", BOOTS_OWN);
	}

	@Test
	void leavesAnApplicationWithoutLocksToSpringBoot(CapturedOutput output) {
		fail(Map.of());
		assertThat(output).contains(BOOTS_OWN).doesNotContain("locks");
	}

	@Test
	void leavesAnApplicationWhoseLocksHaveAnAddressToSpringBoot(CapturedOutput output) {
		fail(Map.of("named-lock.datasource.url", "jdbc:h2:mem:locks"), LockedService.class);
		assertThat(output).contains(BOOTS_OWN);
	}

	@Test
	void leavesAnApplicationWhoseLocksHaveADataSourceToSpringBoot(CapturedOutput output) {
		fail(Map.of(), LockedService.class, LockDataSourceConfiguration.class);
		assertThat(output).contains(BOOTS_OWN);
	}

	private static void fail(Map<String, Object> properties, Class<?>... beans) {
		SpringApplicationBuilder application = new SpringApplicationBuilder(Application.class).sources(beans)
			.web(WebApplicationType.NONE)
			.properties(properties)
			.resourceLoader(
					new DefaultResourceLoader(new FilteredClassLoader("org.h2", "org.hsqldb", "org.apache.derby")));
		assertThatException().isThrownBy(application::run);
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ DataSourceAutoConfiguration.class, NamedLockAutoConfiguration.class })
	static class Application {

	}

	@Configuration(proxyBeanMethods = false)
	static class LockDataSourceConfiguration {

		@Bean(defaultCandidate = false)
		@NamedLockDataSource
		SimpleDriverDataSource lockDataSource() {
			return new SimpleDriverDataSource();
		}

	}

}

package io.namedlock.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

import io.namedlock.core.LockRegistrySettings;
import io.namedlock.jdbc.LockSessionSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.json.JsonParserFactory;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class NamedLockPropertiesTests {

	private static final String METADATA = "META-INF/spring-configuration-metadata.json";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(NamedLockAutoConfiguration.class))
		.withPropertyValues("named-lock.backend=memory");

	@Test
	void hasTheDefaultsOfTheSettings() {
		this.runner.run((context) -> {
			NamedLockProperties properties = context.getBean(NamedLockProperties.class);
			assertThat(properties.registrySettings()).isEqualTo(LockRegistrySettings.defaults());
			assertThat(properties.sessionSettings()).isEqualTo(LockSessionSettings.defaults());
			assertThat(properties.order()).isEqualTo(Integer.MAX_VALUE - 1000);
			assertThat(properties.enabled()).isTrue();
			assertThat(properties.sessions().borrow()).isFalse();
		});
	}

	@ParameterizedTest
	@CsvSource({ "wait-time,-1s", "wait-time,P200000D", "hand-over.limit,-1", "hand-over.period,-1ms",
			"sessions.waiting,16", "sessions.max,1", "dead-holder-timeout,14s", "dead-holder-timeout,15500ms",
			"dead-holder-timeout,0s", "dead-holder-timeout,P400D", "keep-alive-interval,11s",
			"keep-alive-interval,0s" })
	void refusesWhatCannotWork(String property, String value) {
		this.runner.withPropertyValues("named-lock.%s=%s".formatted(property, value))
			.run((context) -> assertThat(
					NamedLockAutoConfigurationTests.analyze(context.getStartupFailure()).getDescription())
				.contains("'named-lock." + property + "'"));
	}

	@Test
	void refusesControlCharactersInThePrefix() {
		this.runner.withPropertyValues("named-lock.name-prefix=a\u0000b")
			.run((context) -> assertThat(
					NamedLockAutoConfigurationTests.analyze(context.getStartupFailure()).getDescription())
				.contains("named-lock.name-prefix"));
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "backend=row", "wait-time=soon", "in-transaction=perhaps", "enabled=flase", "wait-tme=5s" })
	void refusesUnknownValuesAndProperties(String assignment) {
		String name = "named-lock." + assignment.substring(0, assignment.indexOf('='));
		this.runner.withPropertyValues("named-lock." + assignment)
			.run((context) -> assertThat(context).getFailure()
				.satisfies((failure) -> assertThat(failure).hasStackTraceContaining(name)));
	}

	@Test
	void showsNoPassword() {
		NamedLockProperties.Datasource datasource = new NamedLockProperties.Datasource(
				"jdbc:mysql://root:hush@db:3306/app?password=hush", "root", "hush");
		assertThat(datasource.toString()).contains("jdbc:mysql://db:3306/app").doesNotContain("hush");
	}

	@Test
	void describesEachProperty() throws IOException {
		for (Map<String, Object> property : properties()) {
			assertThat((String) property.get("description")).as("%s", property).isNotBlank();
			if (!property.get("name").toString().startsWith("named-lock.datasource")
					&& !property.get("name").equals("named-lock.name-prefix")) {
				assertThat(property.get("defaultValue")).as("%s", property).isNotNull();
			}
			if ("java.lang.Boolean".equals(property.get("type"))) {
				assertThat((String) property.get("description")).startsWith("Whether ");
			}
		}
	}

	@SuppressWarnings("unchecked")
	private static List<Map<String, Object>> properties() throws IOException {
		try (InputStream metadata = NamedLockProperties.class.getClassLoader().getResourceAsStream(METADATA)) {
			String json = new String(metadata.readAllBytes());
			List<Map<String, Object>> all = (List<Map<String, Object>>) JsonParserFactory.getJsonParser()
				.parseMap(json)
				.get("properties");
			List<Map<String, Object>> own = all.stream()
				.filter((property) -> property.get("name").toString().startsWith("named-lock."))
				.toList();
			assertThat(own).hasSize(16);
			return own;
		}
	}

}

package io.namedlock.autoconfigure;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.namedlock.core.LockRegistrySettings;
import io.namedlock.test.TestSettings;
import org.json.JSONArray;
import org.json.JSONObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.SystemEnvironmentPropertySource;

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
			assertThat(properties.sessionSettings()).isEqualTo(TestSettings.sessions());
			assertThat(properties.order()).isEqualTo(Integer.MAX_VALUE - 1000);
			assertThat(properties.enabled()).isTrue();
			assertThat(properties.sessions().borrow()).isFalse();
		});
	}

	@ParameterizedTest
	@CsvSource({ "wait-time,-1s", "wait-time,P200000D", "hand-over.limit,-1", "hand-over.period,-1ms",
			"sessions.waiting,16", "sessions.max,1", "sessions.max-locks,0", "dead-holder-timeout,14s",
			"dead-holder-timeout,15500ms", "dead-holder-timeout,0s", "dead-holder-timeout,P400D",
			"keep-alive-interval,11s", "leak-detection-threshold,-1s", "keep-alive-interval,0s" })
	void refusesWhatCannotWork(String property, String value) {
		this.runner.withPropertyValues("named-lock.%s=%s".formatted(property, value))
			.run((context) -> assertThat(
					NamedLockAutoConfigurationTests.analyze(context.getStartupFailure()).getDescription())
				.contains("'named-lock." + property + "'"));
	}

	@ParameterizedTest
	@MethodSource("durations")
	void refusesDurationsWithoutUnit(String property) {
		this.runner.withPropertyValues(property + "=${seconds}", "seconds=7000").run((context) -> {
			FailureAnalysis analysis = NamedLockAutoConfigurationTests.analyze(context.getStartupFailure());
			assertThat(analysis.getDescription()).contains("'" + property + "'", "'7000'", "milliseconds");
			assertThat(analysis.getAction()).contains("7000s", "7000ms");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "NAMEDLOCK_WAITTIME", "named-lock.waitTime" })
	void refusesDurationsWithoutUnitHoweverTheyAreWritten(String property) {
		this.runner
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addFirst(new SystemEnvironmentPropertySource("systemEnvironment", Map.of(property, 5))))
			.run((context) -> assertThat(
					NamedLockAutoConfigurationTests.analyze(context.getStartupFailure()).getDescription())
				.contains("'named-lock.wait-time' is '5'"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "0", "0s", "PT5S", "5S", "1500ms", "2m" })
	void acceptsDurationsThatCanBeReadInOneWay(String value) {
		this.runner.withPropertyValues("named-lock.wait-time=" + value)
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void refusesCredentialsWithoutTheirUrl() {
		this.runner.withPropertyValues("named-lock.datasource.username=somebody")
			.run((context) -> assertThat(
					NamedLockAutoConfigurationTests.analyze(context.getStartupFailure()).getAction())
				.contains("Set 'named-lock.datasource.url'"));
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
	void describesEachProperty() throws Exception {
		List<JSONObject> properties = metadata();
		assertThat(properties).isNotEmpty();
		for (JSONObject property : properties) {
			assertThat(property.optString("description")).as("%s", property).endsWith(".");
			if (property.getString("type").equals("java.lang.Boolean")) {
				assertThat(property.getString("description")).startsWith("Whether ");
			}
		}
	}

	@Test
	void hintsAtTheValuesOfEachPropertyThatIsNoBoolean() throws Exception {
		List<String> hinted = metadata("hints").stream().map((hint) -> hint.optString("name")).toList();
		List<String> wanted = metadata().stream()
			.filter((property) -> !property.optString("type").equals("java.lang.Boolean"))
			.map((property) -> property.optString("name"))
			.filter((name) -> name.startsWith("named-lock."))
			.toList();
		assertThat(hinted).containsExactlyInAnyOrderElementsOf(wanted);
	}

	@Test
	void hintsAtValuesThatCanBeUsed() throws Exception {
		for (JSONObject hint : metadata("hints")) {
			JSONArray values = hint.optJSONArray("values");
			for (int i = 0; values != null && i < values.length(); i++) {
				String assignment = hint.getString("name") + "=" + values.getJSONObject(i).getString("value");
				new ApplicationContextRunner().withUserConfiguration(PropertiesConfiguration.class)
					.withPropertyValues(assignment)
					.run((context) -> assertThat(context).as(assignment).hasNotFailed());
			}
		}
	}

	@Test
	void documentsTheDefaults() throws Exception {
		String[] documented = metadata().stream()
			.filter((property) -> property.has("defaultValue"))
			.map((property) -> property.optString("name") + "=" + property.optString("defaultValue"))
			.toArray(String[]::new);
		assertThat(documented).hasSizeGreaterThanOrEqualTo(12);
		ApplicationContextRunner bare = new ApplicationContextRunner()
			.withUserConfiguration(PropertiesConfiguration.class);
		bare.run((context) -> bare.withPropertyValues(documented)
			.run((explicit) -> assertThat(explicit.getBean(NamedLockProperties.class))
				.isEqualTo(context.getBean(NamedLockProperties.class))));
	}

	static List<String> durations() throws Exception {
		return metadata().stream()
			.filter((property) -> property.optString("type").equals(Duration.class.getName()))
			.map((property) -> property.optString("name"))
			.filter((name) -> name.startsWith("named-lock."))
			.toList();
	}

	private static List<JSONObject> metadata() throws Exception {
		return metadata("properties");
	}

	static List<JSONObject> metadata(String section) throws Exception {
		try (InputStream metadata = NamedLockProperties.class.getResourceAsStream("/" + METADATA)) {
			JSONArray all = new JSONObject(new String(metadata.readAllBytes(), StandardCharsets.UTF_8))
				.getJSONArray(section);
			List<JSONObject> properties = new ArrayList<>();
			for (int i = 0; i < all.length(); i++) {
				properties.add(all.getJSONObject(i));
			}
			return properties;
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(NamedLockProperties.class)
	static class PropertiesConfiguration {

	}

}

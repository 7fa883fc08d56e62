package io.namedlock.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever stands in the configuration, it can be worked with or Spring Boot tells which
 * property is wrong.
 */
class PropertyFuzzTests {

	private static final List<String> NAMES = List.of("enabled", "backend", "name-prefix", "wait-time",
			"in-transaction", "verify-before-commit", "order", "datasource.url", "datasource.username",
			"datasource.password", "schema.initialize", "sessions.borrow", "sessions.mode", "sessions.waiting",
			"sessions.max", "sessions.max-locks", "release", "hand-over.limit", "hand-over.period",
			"keep-alive-interval", "dead-holder-timeout", "check-on-start", "single-writer");

	@Property(tries = 2_000)
	void isBoundOrRefusedByName(@ForAll("properties") Map<String, String> properties) {
		MapConfigurationPropertySource source = new MapConfigurationPropertySource();
		properties.forEach((name, value) -> source.put("named-lock." + name, value));
		NamedLockProperties bound;
		try {
			bound = new Binder(source).bindOrCreate("named-lock", NamedLockProperties.class);
		}
		catch (BindException ex) {
			assertThat(ex.getMessage()).contains("named-lock");
			return;
		}
		assertThat(bound.registrySettings().waitTime()).isGreaterThanOrEqualTo(Duration.ZERO);
		assertThat(bound.sessionSettings().max()).isPositive();
		assertThat(bound.toString()).isNotBlank();
	}

	@Provide
	Arbitrary<Map<String, String>> properties() {
		Arbitrary<String> sensible = Arbitraries.of("true", "false", "auto", "memory", "dedicated", "sent", "always",
				"0", "1", "-1", "8", "16", "2147483647", "-2147483648", "99999999999", "0s", "1s", "-1s", "5s", "30s",
				"30", "PT1S", "P1000000D", "PT9223372036854775807S", "9223372036854775807ns", "1.5s", "", " ", "null",
				"${x}", "\u0000", "jdbc:x:y");
		Arbitrary<String> values = Arbitraries.oneOf(sensible, Arbitraries.strings().ofMaxLength(10));
		return Arbitraries.maps(Arbitraries.of(NAMES), values).ofMaxSize(4);
	}

}

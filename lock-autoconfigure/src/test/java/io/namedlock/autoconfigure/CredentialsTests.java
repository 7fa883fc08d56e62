package io.namedlock.autoconfigure;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.stream.Stream;

import io.namedlock.LockException;
import io.namedlock.LockRegistry;
import io.namedlock.test.EmbeddedMariaDb;
import io.namedlock.test.TcpRelay;
import io.namedlock.test.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests that no password gets into a message or the log, whatever fails.
 */
@Timeout(120)
@ExtendWith(OutputCaptureExtension.class)
class CredentialsTests {

	private static final String SECRET = "hush-hush-7";

	private final ApplicationContextRunner application = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(NamedLockAutoConfiguration.class, DataSourceAutoConfiguration.class));

	@ParameterizedTest
	@MethodSource("unusableAddresses")
	void areNotToldByAStartThatFails(String property, String url, CapturedOutput output) {
		this.application
			.withPropertyValues(property + ".url=" + url, "spring.datasource.hikari.connection-timeout=1000")
			.run((context) -> {
				assertThat(context).hasFailed();
				assertThat(trace(context.getStartupFailure())).doesNotContain(SECRET);
			});
		assertThat(output).doesNotContain(SECRET);
	}

	static Stream<Arguments> unusableAddresses() {
		String url = EmbeddedMariaDb.shared().mariaDbUrl();
		String mysql = EmbeddedMariaDb.shared().mySqlUrl();
		String credentials = "user=somebody&password=" + SECRET;
		return Stream
			.of(with(url, credentials), "jdbc:mariadb://127.0.0.1:1/test?" + credentials,
					"jdbc:mysql://somebody:" + SECRET + "@127.0.0.1:1/test", with(mysql, credentials),
					"jdbc:postgresql://127.0.0.1:1/test?" + credentials,
					"jdbc:h2:tcp://127.0.0.1:1/x;USER=somebody;PASSWORD=" + SECRET)
			.flatMap((each) -> Stream.of("spring.datasource", "named-lock.datasource")
				.map((property) -> Arguments.of(property, each)));
	}

	@Test
	void areNotToldWhenTheDatabaseGoesAway(CapturedOutput output) {
		EmbeddedMariaDb server = EmbeddedMariaDb.shared();
		TestDatabase.mariaDb().run("CREATE OR REPLACE USER secretive@'127.0.0.1' IDENTIFIED BY '" + SECRET + "'");
		TestDatabase.mariaDb().run("GRANT ALL ON *.* TO secretive@'127.0.0.1'");
		try (TcpRelay relay = new TcpRelay(server.port())) {
			String url = with(server.mariaDbUrl(relay.port()), "user=secretive&password=" + SECRET);
			this.application.withPropertyValues("named-lock.datasource.url=" + url).run((context) -> {
				LockRegistry registry = context.getBean(LockRegistry.class);
				registry.acquire("credentials").close();
				assertThat(registry.overview(true).toString()).doesNotContain(SECRET);
				relay.close();
				LockException failure = catchThrowableOfType(LockException.class,
						() -> registry.acquire("credentials", Duration.ZERO));
				assertThat(trace(failure)).contains("named-lock.datasource.url").doesNotContain(SECRET);
			});
		}
		assertThat(output).doesNotContain(SECRET);
	}

	private static String with(String url, String credentials) {
		return url + (url.contains("?") ? "&" : "?") + credentials;
	}

	private static String trace(Throwable failure) {
		StringWriter text = new StringWriter();
		failure.printStackTrace(new PrintWriter(text));
		return text.toString();
	}

}

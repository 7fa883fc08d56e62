package io.namedlock.sample.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

import org.junit.jupiter.api.Test;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class UnreachableDatabaseFailureAnalyzerTests {

	@Test
	void tellsToStartTheFirstInstanceFirst() throws IOException {
		int port = portWithoutServer();
		JdbcTemplate jdbc = new JdbcTemplate(new DriverManagerDataSource("jdbc:mariadb://127.0.0.1:" + port + "/none"));
		CannotGetJdbcConnectionException failure = catchThrowableOfType(CannotGetJdbcConnectionException.class,
				() -> jdbc.execute("SELECT 1"));
		FailureAnalysis analysis = new UnreachableDatabaseFailureAnalyzer().analyze(failure, failure);
		assertThat(analysis.getDescription()).contains("127.0.0.1:" + port);
		assertThat(analysis.getAction()).contains("Start the first instance", "spring.datasource.url");
	}

	private static int portWithoutServer() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

}

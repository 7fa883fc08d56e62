package io.namedlock.sample.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

import org.junit.jupiter.api.Test;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class EmbeddedMariaDbTests {

	private final ApplicationContextRunner context = new ApplicationContextRunner()
		.withUserConfiguration(EmbeddedMariaDb.class)
		.withPropertyValues("box-office.database.port=0");

	@Test
	void startsAndStopsWithTheContext() {
		String[] url = new String[1];
		this.context.run((context) -> {
			url[0] = context.getBean(EmbeddedMariaDb.class).getJdbcUrl();
			try (Connection connection = connect(url[0])) {
				assertThat(connection.getMetaData().getDatabaseProductName()).isEqualTo("MariaDB");
			}
		});
		assertThatExceptionOfType(SQLException.class).isThrownBy(() -> connect(url[0]));
	}

	@Test
	void startsNothingWhereADatabaseIsGiven() {
		this.context.withPropertyValues("spring.datasource.url=jdbc:mariadb://127.0.0.1:3306/mine")
			.run((context) -> assertThat(context).doesNotHaveBean(EmbeddedMariaDb.class));
	}

	@Test
	void tellsToJoinOrToMoveWhereThePortIsTaken() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			int port = socket.getLocalPort();
			EmbeddedDatabaseException failure = catchThrowableOfType(EmbeddedDatabaseException.class,
					() -> new EmbeddedMariaDb(port));
			FailureAnalysis analysis = analyze(failure);
			assertThat(analysis.getDescription()).contains("Port " + port, "is taken");
			assertThat(analysis.getAction()).contains("profiles=second", "--box-office.database.port=");
		}
	}

	@Test
	void tellsToUseAServerOfOnesOwnWhereNoBinaryFits() {
		FailureAnalysis analysis = analyze(EmbeddedDatabaseException.notStarted("MariaDB",
				"jdbc:mariadb://<host>:3306/<database>", new IOException("Exec format error")));
		assertThat(analysis.getDescription()).contains(System.getProperty("os.name"), "Exec format error");
		assertThat(analysis.getAction()).contains("--spring.datasource.url=");
	}

	private static Connection connect(String url) throws SQLException {
		return DriverManager.getConnection(url, "root", "");
	}

	private static FailureAnalysis analyze(EmbeddedDatabaseException failure) {
		return new EmbeddedDatabaseFailureAnalyzer().analyze(failure, failure);
	}

}

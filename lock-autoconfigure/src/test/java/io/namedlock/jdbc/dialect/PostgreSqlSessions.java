package io.namedlock.jdbc.dialect;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.namedlock.LockMode;
import io.namedlock.core.LockKey;
import io.namedlock.test.TestDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two sessions of a PostgreSQL, and the dialect's queries on them.
 */
abstract class PostgreSqlSessions {

	private static final AtomicInteger NAMES = new AtomicInteger();

	final TestDatabase database = TestDatabase.postgreSql();

	final LockKey key = LockKey.of("postgresql-tests:" + NAMES.incrementAndGet());

	private final List<Connection> connections = new ArrayList<>();

	@SuppressWarnings("NullAway.Init")
	Connection mine;

	@SuppressWarnings("NullAway.Init")
	Connection theirs;

	@SuppressWarnings("NullAway.Init")
	NamedLockDialect dialect;

	@BeforeEach
	void connect() throws SQLException {
		this.mine = open();
		this.theirs = open();
		this.dialect = Dialects.namedLocks(this.mine);
	}

	@AfterEach
	void disconnect() throws SQLException {
		for (Connection connection : this.connections) {
			connection.close();
		}
	}

	Connection open() throws SQLException {
		Connection connection = this.database.connect();
		this.connections.add(connection);
		return connection;
	}

	long tryAcquire(Connection connection, LockMode mode) throws SQLException {
		Long answer = ask(connection, this.dialect.tryAcquire(mode));
		return (answer != null) ? answer : -1;
	}

	@Nullable Long release(Connection connection, LockMode mode) throws SQLException {
		return ask(connection, this.dialect.release(mode));
	}

	@Nullable Long ask(Connection connection, String query) throws SQLException {
		return ask(connection, query, this.key);
	}

	@Nullable Long ask(Connection connection, String query, LockKey key) throws SQLException {
		try (PreparedStatement statement = connection.prepareStatement(query)) {
			this.dialect.bind(statement, key);
			return answer(statement);
		}
	}

	static @Nullable Long askWithoutKey(Connection connection, String query) throws SQLException {
		try (PreparedStatement statement = connection.prepareStatement(query)) {
			return answer(statement);
		}
	}

	static @Nullable Long answer(PreparedStatement statement) throws SQLException {
		try (ResultSet result = statement.executeQuery()) {
			result.next();
			long answer = result.getLong(2);
			return result.wasNull() ? null : answer;
		}
	}

	long id(Connection connection) throws SQLException {
		Long id = askWithoutKey(connection, this.dialect.ping());
		assertThat(id).isNotNull();
		return id;
	}

	static LockMode other(LockMode mode) {
		return (mode == LockMode.SHARED) ? LockMode.EXCLUSIVE : LockMode.SHARED;
	}

}

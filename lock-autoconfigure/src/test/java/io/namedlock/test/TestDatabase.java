package io.namedlock.test;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * A database that a test runs on, by one driver. The registry of them is here too.
 */
public final class TestDatabase {

	private final String name;

	private final Supplier<JdbcAddress> address;

	private final ServerView view;

	private TestDatabase(String name, Supplier<JdbcAddress> address, ServerView view) {
		this.name = name;
		this.address = address;
		this.view = view;
	}

	/**
	 * The databases whose sessions hold many named locks: the embedded PostgreSQL and
	 * those {@linkplain #mySqlFamily() with GET_LOCK}.
	 * @return the databases
	 */
	public static Stream<TestDatabase> all() {
		return Stream.concat(Stream.of(postgreSql()), mySqlFamily());
	}

	/**
	 * The databases with {@code GET_LOCK} whose sessions hold many locks: the embedded
	 * MariaDB by both drivers, and those servers that the run was given. With
	 * {@code -Dnamedlock.test.servers=all} those too that it should have been given,
	 * whose tests are skipped.
	 * @return the databases
	 */
	public static Stream<TestDatabase> mySqlFamily() {
		return Stream.concat(Stream.of(mariaDb(), mariaDbByMySqlDriver()),
				given(GivenServer.MYSQL, GivenServer.MARIADB_10_11));
	}

	/**
	 * {@linkplain #all() All}, and {@link #oneLockSessions()}.
	 * @return the databases
	 */
	public static Stream<TestDatabase> allAndOneLockSessions() {
		return Stream.concat(all(), oneLockSessions());
	}

	/**
	 * {@linkplain #mySqlFamily() Those with GET_LOCK}, and {@link #oneLockSessions()}.
	 * @return the databases
	 */
	public static Stream<TestDatabase> mySqlFamilyAndOneLockSessions() {
		return Stream.concat(mySqlFamily(), oneLockSessions());
	}

	/**
	 * The databases whose sessions hold one named lock: a MySQL before 5.7 if the run was
	 * given one, or should have been.
	 * @return the databases
	 */
	public static Stream<TestDatabase> oneLockSessions() {
		return given(GivenServer.MYSQL_5_6);
	}

	/**
	 * One database of each product that holds many locks on a session, by its own driver:
	 * for what takes its time.
	 * @return the embedded MariaDB and PostgreSQL, and the MySQL that the run was given,
	 * or should have been
	 */
	public static Stream<TestDatabase> eachProduct() {
		return Stream.concat(Stream.of(mariaDb(), postgreSql()), given(GivenServer.MYSQL));
	}

	/**
	 * A database that another JVM has given the {@linkplain #address() address} of.
	 * @param address the address
	 * @return a database to connect to
	 */
	public static TestDatabase at(List<String> address) {
		JdbcAddress given = new JdbcAddress(address.get(0), address.get(1), address.get(2));
		return new TestDatabase("another JVM's", () -> given, ServerView.of(given.url()));
	}

	/**
	 * The embedded PostgreSQL.
	 * @return the database
	 */
	public static TestDatabase postgreSql() {
		return postgreSql("PostgreSQL", () -> EmbeddedPostgreSql.shared().url());
	}

	/**
	 * A PostgreSQL that a test has started.
	 * @param name what to show in the test's name
	 * @param url its JDBC URL
	 * @return the database
	 */
	public static TestDatabase postgreSql(String name, Supplier<String> url) {
		return new TestDatabase(name, () -> new JdbcAddress(url.get(), "", ""), ServerView.POSTGRESQL);
	}

	/**
	 * The databases whose rows can be locked: an H2, and those whose sessions hold named
	 * locks.
	 * @return the databases
	 */
	public static Stream<TestDatabase> rows() {
		return Stream.concat(Stream.of(h2()), allAndOneLockSessions());
	}

	/**
	 * An H2 in this JVM.
	 * @return the database
	 */
	public static TestDatabase h2() {
		return new TestDatabase("H2", EmbeddedH2::address, ServerView.H2);
	}

	/**
	 * The embedded MariaDB by its own driver.
	 * @return the database
	 */
	public static TestDatabase mariaDb() {
		return new TestDatabase("MariaDB", () -> embedded(EmbeddedMariaDb.shared().mariaDbUrl()), ServerView.MYSQL);
	}

	/**
	 * One more embedded MariaDB, started now.
	 * @return a database whose locks the others know nothing of
	 */
	public static TestDatabase anotherMariaDb() {
		return mariaDb(EmbeddedMariaDb.another());
	}

	/**
	 * An embedded MariaDB that a test has started.
	 * @param server the server
	 * @return a database whose locks the others know nothing of
	 */
	public static TestDatabase mariaDb(EmbeddedMariaDb server) {
		return new TestDatabase("another MariaDB", () -> embedded(server.mariaDbUrl()), ServerView.MYSQL);
	}

	/**
	 * The embedded MariaDB by MySQL's driver.
	 * @return the database
	 */
	public static TestDatabase mariaDbByMySqlDriver() {
		return new TestDatabase("MariaDB by Connector/J", () -> embedded(EmbeddedMariaDb.shared().mySqlUrl()),
				ServerView.MYSQL);
	}

	/**
	 * The MySQL 5.7 or later that the run was given.
	 * @return the database; a test that uses it is skipped if there is none
	 */
	public static TestDatabase mySql() {
		return of(GivenServer.MYSQL);
	}

	/**
	 * The MySQL before 5.7 that the run was given.
	 * @return the database; a test that uses it is skipped if there is none
	 */
	public static TestDatabase mySqlBefore57() {
		return of(GivenServer.MYSQL_5_6);
	}

	/**
	 * The node of a Galera cluster that the run was given.
	 * @return the database; a test that uses it is skipped if there is none
	 */
	public static TestDatabase galera() {
		return of(GivenServer.GALERA);
	}

	/**
	 * The embedded PostgreSQL behind the pgbouncer that the run was given.
	 * @return the database; a test that uses it is skipped if there is none
	 */
	public static TestDatabase pgBouncer() {
		return new TestDatabase("pgbouncer", GivenServer.PGBOUNCER::address, ServerView.POSTGRESQL);
	}

	/**
	 * The database's name in the names of tests.
	 * @return the name
	 */
	public String name() {
		return this.name;
	}

	/**
	 * The JDBC URL.
	 * @return the URL, with user and password if the server is not an embedded one
	 */
	public String url() {
		return this.address.get().url();
	}

	/**
	 * How another JVM connects.
	 * @return URL, user and password; these two are empty if the URL has them
	 */
	public List<String> address() {
		JdbcAddress known = this.address.get();
		return List.of(known.url(), known.username(), known.password());
	}

	/**
	 * The server's port at 127.0.0.1.
	 * @return the port
	 */
	public int port() {
		return this.address.get().port();
	}

	/**
	 * Opens a connection.
	 * @return the connection
	 * @throws SQLException if there is none
	 */
	public Connection connect() throws SQLException {
		return connect(port());
	}

	/**
	 * Opens a connection through another port, such as a relay's.
	 * @param throughPort the port at 127.0.0.1
	 * @return the connection
	 * @throws SQLException if there is none
	 */
	public Connection connect(int throughPort) throws SQLException {
		return this.address.get().connect(throughPort);
	}

	/**
	 * Asks on a connection of its own, as a stranger would.
	 * @param sql a query
	 * @param parameter its parameter, or {@code null} if it has none
	 * @return the first column of the first row
	 */
	public @Nullable Long ask(String sql, @Nullable String parameter) {
		try (Connection connection = connect()) {
			return ask(connection, sql, parameter);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Asks on a given connection.
	 * @param connection the connection
	 * @param sql a query
	 * @param parameter its parameter, or {@code null} if it has none
	 * @return the first column of the first row
	 * @throws SQLException if it fails
	 */
	public static @Nullable Long ask(Connection connection, String sql, @Nullable String parameter)
			throws SQLException {
		try (PreparedStatement statement = connection.prepareStatement(sql)) {
			if (parameter != null) {
				statement.setString(1, parameter);
			}
			try (ResultSet result = statement.executeQuery()) {
				result.next();
				long answer = result.getLong(1);
				return result.wasNull() ? null : answer;
			}
		}
	}

	/**
	 * The session that holds a lock.
	 * @param key the lock's key
	 * @return the session's number, {@code null} if the lock is free
	 */
	public @Nullable Long holderOf(String key) {
		return ask(this.view.holder(), key);
	}

	/**
	 * How many sessions wait at the server for a lock.
	 * @param key the lock's key
	 * @return the number
	 */
	public long waitersFor(String key) {
		return Objects.requireNonNull(ask(this.view.waiters(), key));
	}

	/**
	 * A session that waits at the server for a lock.
	 * @param key the lock's key
	 * @return the session's number, {@code null} if none waits
	 */
	public @Nullable Long waiterFor(String key) {
		return ask(this.view.waiter(), key);
	}

	/**
	 * How many sessions wait at the server for any lock.
	 * @return the number
	 */
	public long waiters() {
		return Objects.requireNonNull(ask(this.view.allWaiters(), null));
	}

	/**
	 * How many sessions wait at the server for any row.
	 * @return the number
	 */
	public long rowWaiters() {
		return Objects.requireNonNull(ask(this.view.rowWaiters(), null));
	}

	/**
	 * A session that a test has put to sleep at the server.
	 * @return the session's number, {@code null} if none sleeps
	 */
	public @Nullable Long sleeper() {
		return ask(this.view.sleeper(), null);
	}

	/**
	 * Whether a session is there.
	 * @param id the session's number
	 * @return {@code true} if the server lists it
	 */
	public boolean hasSession(long id) {
		return Objects.requireNonNull(ask(this.view.session(), Long.toString(id))) > 0;
	}

	/**
	 * Kills a session with its connection.
	 * @param id the session's number
	 */
	public void kill(long id) {
		run(this.view.kill().formatted(id));
	}

	/**
	 * Kills the statement that a session runs.
	 * @param id the session's number
	 */
	public void killQuery(long id) {
		run(this.view.killQuery().formatted(id));
	}

	/**
	 * Runs a statement.
	 * @param sql the statement
	 */
	public void run(String sql) {
		try (Connection connection = connect(); var statement = connection.createStatement()) {
			statement.execute(sql);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public String toString() {
		return this.name;
	}

	private static Stream<TestDatabase> given(GivenServer... servers) {
		return Stream.of(servers).filter(GivenServer::isWanted).map(TestDatabase::of);
	}

	private static TestDatabase of(GivenServer server) {
		return new TestDatabase(server.toString(), server::address, ServerView.MYSQL);
	}

	private static JdbcAddress embedded(String url) {
		return new JdbcAddress(url, EmbeddedMariaDb.USERNAME, EmbeddedMariaDb.PASSWORD);
	}

}

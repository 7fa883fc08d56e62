package io.namedlock.test;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A database that a test runs on, by one driver. Which there are is told here too.
 */
public final class TestDatabase extends ObservedDatabase {

	private final String name;

	private final Supplier<JdbcAddress> address;

	private TestDatabase(String name, Supplier<JdbcAddress> address, ServerView view) {
		super(view);
		this.name = name;
		this.address = address;
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
	 * Where {@link #pgBouncer()} expects the embedded PostgreSQL.
	 * @return the port at 127.0.0.1 to let it listen at
	 */
	public static int pgBouncerServerPort() {
		return GivenServer.pgBouncerServerPort();
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

	@Override
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

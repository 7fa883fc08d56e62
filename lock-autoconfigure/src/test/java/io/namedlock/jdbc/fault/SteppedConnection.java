package io.namedlock.jdbc.fault;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.namedlock.test.TcpRelay;
import io.namedlock.test.TestDatabase;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * A connection on which each call to the server is a step.
 */
final class SteppedConnection {

	private static final long KILL_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

	private final SteppedSource source;

	private final TestDatabase database;

	private final Connection raw;

	private final @Nullable TcpRelay relay;

	private final boolean postgreSql;

	private final long id;

	private volatile boolean cancelling;

	SteppedConnection(SteppedSource source, TestDatabase database, Connection raw, @Nullable TcpRelay relay)
			throws SQLException {
		this.source = source;
		this.database = database;
		this.raw = raw;
		this.relay = relay;
		this.postgreSql = raw.isWrapperFor(PGConnection.class);
		this.id = this.postgreSql ? raw.unwrap(PGConnection.class).getBackendPID()
				: raw.unwrap(org.mariadb.jdbc.Connection.class).getThreadId();
	}

	SteppedSource source() {
		return this.source;
	}

	/**
	 * The number of the session at the server.
	 */
	long id() {
		return this.id;
	}

	Connection proxy() {
		return Proxies.of(Connection.class, (proxy, method, arguments) -> switch (method.getName()) {
			case "prepareStatement" -> {
				String sql = (String) arguments[0];
				yield statement(PreparedStatement.class, this.raw.prepareStatement(sql), sql);
			}
			case "createStatement" -> statement(Statement.class, this.raw.createStatement(), null);
			case "commit", "rollback" ->
				this.source.ask(this, method.getName(), () -> Proxies.invoke(method, this.raw, arguments));
			case "unwrap" -> this.raw;
			default -> Proxies.invoke(method, this.raw, arguments);
		});
	}

	void reset() {
		network().reset();
	}

	void fallSilent() {
		network().pause();
	}

	void kill() {
		long begun = System.nanoTime();
		try {
			this.database.kill(this.id);
		}
		catch (IllegalStateException ex) {
			// on a busy machine the session may have ended by itself
			if (this.database.hasSession(this.id)) {
				throw ex;
			}
		}
		Awaitility.await().pollInterval(Duration.ofMillis(5)).until(() -> !this.database.hasSession(this.id));
		this.source.hasMeddledFor(System.nanoTime() - begun);
	}

	/**
	 * The session's number and an answer, to nothing in particular.
	 */
	ResultSet answer() throws SQLException {
		Statement statement = this.raw.createStatement();
		statement.closeOnCompletion();
		return statement.executeQuery("SELECT %d, 0".formatted(this.id));
	}

	/**
	 * What the driver says of a connection that has failed.
	 */
	SQLException failure() {
		if (!this.cancelling) {
			try (Statement statement = this.raw.createStatement()) {
				statement.execute("SELECT 1");
			}
			catch (SQLException ex) {
				return ex;
			}
		}
		return new SQLNonTransientConnectionException("lost", "08S01");
	}

	SQLException statementKilled() {
		return this.postgreSql ? new SQLException("killed", "57014") : new SQLException("killed", "70100", 1317);
	}

	/**
	 * Kills what runs on the session, until the call has ended.
	 */
	<T extends @Nullable Object> T killStatement(ServerCall<T> call) throws SQLException {
		Thread killer = new Thread(this::killUntilInterrupted, "statement-killer");
		killer.start();
		try {
			return call.run();
		}
		finally {
			killer.interrupt();
		}
	}

	/**
	 * Makes a call with a limit on its time.
	 */
	<T extends @Nullable Object> T limitTime(ServerCall<T> call) throws SQLException {
		limitTime(this.postgreSql ? "SET statement_timeout = 50" : "SET SESSION max_statement_time = 0.05");
		try {
			return call.run();
		}
		finally {
			limitTime(this.postgreSql ? "SET statement_timeout = 0" : "SET SESSION max_statement_time = 0");
		}
	}

	private void killUntilInterrupted() {
		LockSupport.parkNanos(KILL_EVERY_NANOS);
		while (!Thread.currentThread().isInterrupted() && this.database.hasSession(this.id)) {
			this.database.killQuery(this.id);
			LockSupport.parkNanos(KILL_EVERY_NANOS);
		}
	}

	/**
	 * A transaction that has failed takes no setting, and forgets those that it took.
	 */
	private void limitTime(String setting) {
		try (Statement statement = this.raw.createStatement()) {
			statement.execute(setting);
		}
		catch (SQLException ex) {
			// ends with the transaction, or with the connection
		}
	}

	private TcpRelay network() {
		return Objects.requireNonNull(this.relay);
	}

	private <S extends Statement> S statement(Class<S> type, S statement, @Nullable String sql) {
		List<Object> parameters = new ArrayList<>();
		return Proxies.of(type, (proxy, method, arguments) -> switch (method.getName()) {
			case "execute", "executeQuery", "executeUpdate" -> {
				String text = (sql != null) ? sql : (String) arguments[0];
				ServerCall<Object> call = () -> Proxies.invoke(method, statement, arguments);
				String step = Step.text(text);
				String wait = text + parameters;
				parameters.clear();
				yield Step.isWait(step) ? this.source.await(wait, () -> this.source.ask(this, step, call))
						: this.source.ask(this, step, call);
			}
			case "cancel" -> cancel(() -> Proxies.invoke(method, statement, arguments));
			case "setString", "setLong" -> {
				parameters.add(arguments[1]);
				yield Proxies.invoke(method, statement, arguments);
			}
			default -> Proxies.invoke(method, statement, arguments);
		});
	}

	private @Nullable Object cancel(ServerCall<@Nullable Object> call) throws SQLException {
		this.cancelling = true;
		return this.source.ask(this, Step.CANCEL, call);
	}

}

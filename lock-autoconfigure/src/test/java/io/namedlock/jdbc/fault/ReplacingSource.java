package io.namedlock.jdbc.fault;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.namedlock.jdbc.LockConnectionSource;
import io.namedlock.test.TestDatabase;

/**
 * Connections behind which another session can take the place of the one that was opened,
 * as a driver that reconnects or a proxy does.
 */
final class ReplacingSource implements LockConnectionSource {

	private final TestDatabase database;

	private final List<Replaceable> opened = new CopyOnWriteArrayList<>();

	ReplacingSource(TestDatabase database) {
		this.database = database;
	}

	/**
	 * Ends all sessions, and has others answer from now on.
	 */
	void replaceAll() throws SQLException {
		for (Replaceable each : this.opened) {
			each.replace(this.database.connect());
		}
	}

	@Override
	public Connection open() throws SQLException {
		Replaceable replaceable = new Replaceable(this.database.connect());
		this.opened.add(replaceable);
		return replaceable.proxy();
	}

	@Override
	public void discard(Connection connection) {
		try {
			connection.abort(Runnable::run);
			connection.close();
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public String description() {
		return "replaceable connections of the test";
	}

	@Override
	public void close() {
		this.opened.forEach((each) -> discard(each.current));
	}

	/**
	 * A connection whose statements are prepared anew when it has been replaced.
	 */
	private static final class Replaceable {

		private volatile Connection current;

		Replaceable(Connection first) {
			this.current = first;
		}

		void replace(Connection next) throws SQLException {
			Connection former = this.current;
			this.current = next;
			former.close();
		}

		Connection proxy() {
			return Proxies.of(Connection.class,
					(proxy, method, arguments) -> method.getName().equals("prepareStatement")
							? prepared((String) arguments[0]) : Proxies.invoke(method, this.current, arguments));
		}

		private PreparedStatement prepared(String sql) throws SQLException {
			Prepared prepared = new Prepared(this, sql);
			return Proxies.of(PreparedStatement.class,
					(proxy, method, arguments) -> Proxies.invoke(method, prepared.statement(), arguments));
		}

	}

	/**
	 * A statement of the connection that there is.
	 */
	private static final class Prepared {

		private final Replaceable on;

		private final String sql;

		private Connection connection;

		private PreparedStatement statement;

		Prepared(Replaceable on, String sql) throws SQLException {
			this.on = on;
			this.sql = sql;
			this.connection = on.current;
			this.statement = this.connection.prepareStatement(sql);
		}

		synchronized PreparedStatement statement() throws SQLException {
			if (this.connection != this.on.current) {
				this.connection = this.on.current;
				this.statement = this.connection.prepareStatement(this.sql);
			}
			return this.statement;
		}

	}

}

package io.namedlock.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.UnaryOperator;

import io.namedlock.test.DriverManagerSource;

/**
 * Connections on which other statements are prepared than were asked for: a server that
 * cannot be had.
 */
final class RewritingSource implements LockConnectionSource {

	private final DriverManagerSource source;

	private final UnaryOperator<String> rewriting;

	RewritingSource(DriverManagerSource source, UnaryOperator<String> rewriting) {
		this.source = source;
		this.rewriting = rewriting;
	}

	@Override
	public Connection open() throws SQLException {
		Connection connection = this.source.open();
		return (Connection) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] { Connection.class },
				(proxy, method, arguments) -> switch (method.getName()) {
					case "prepareStatement" -> connection.prepareStatement(this.rewriting.apply((String) arguments[0]));
					case "unwrap" -> connection;
					default -> {
						try {
							yield method.invoke(connection, arguments);
						}
						catch (InvocationTargetException ex) {
							throw ex.getTargetException();
						}
					}
				});
	}

	@Override
	public void discard(Connection connection) {
		try {
			this.source.discard(connection.unwrap(Connection.class));
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public String description() {
		return this.source.description();
	}

	@Override
	public void close() {
		this.source.close();
	}

}

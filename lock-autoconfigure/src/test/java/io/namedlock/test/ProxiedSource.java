package io.namedlock.test;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

import io.namedlock.jdbc.LockConnectionSource;

/**
 * Connections whose statements do something else than they were asked for.
 */
public abstract class ProxiedSource implements LockConnectionSource {

	private final DriverManagerSource source;

	public ProxiedSource(DriverManagerSource source) {
		this.source = source;
	}

	/**
	 * Prepares a statement.
	 */
	public abstract Statement prepare(Connection connection, String sql) throws SQLException;

	/**
	 * Creates a statement.
	 */
	public Statement create(Connection connection) throws SQLException {
		return connection.createStatement();
	}

	@Override
	public final Connection open() throws SQLException {
		Connection connection = this.source.open();
		return proxy(Connection.class, (proxy, method, arguments) -> switch (method.getName()) {
			case "prepareStatement" -> prepare(connection, (String) arguments[0]);
			case "createStatement" -> create(connection);
			case "unwrap" -> connection;
			default -> invoke(method, connection, arguments);
		});
	}

	@Override
	public final void discard(Connection connection) {
		try {
			this.source.discard(connection.unwrap(Connection.class));
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public final String description() {
		return this.source.description();
	}

	@Override
	public final void close() {
		this.source.close();
	}

	public static Object invoke(Method method, Object target, Object[] arguments) throws Throwable {
		try {
			return method.invoke(target, arguments);
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

	public static <T> T proxy(Class<T> type, InvocationHandler handler) {
		return type
			.cast(Proxy.newProxyInstance(ProxiedSource.class.getClassLoader(), new Class<?>[] { type }, handler));
	}

}

package io.namedlock.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.UnaryOperator;

import io.namedlock.test.DriverManagerSource;

/**
 * Connections on which other statements run than were asked for: a server that cannot be
 * had.
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
		return proxy(Connection.class, (proxy, method, arguments) -> switch (method.getName()) {
			case "prepareStatement" -> connection.prepareStatement(this.rewriting.apply((String) arguments[0]));
			case "createStatement" -> rewritten(connection.createStatement());
			case "unwrap" -> connection;
			default -> invoke(method, connection, arguments);
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

	private Statement rewritten(Statement statement) {
		return proxy(Statement.class, (proxy, method, arguments) -> {
			if (arguments != null && arguments[0] instanceof String text) {
				arguments[0] = this.rewriting.apply(text);
			}
			return invoke(method, statement, arguments);
		});
	}

	private static Object invoke(Method method, Object target, Object[] arguments) throws Throwable {
		try {
			return method.invoke(target, arguments);
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

	private static <T> T proxy(Class<T> type, InvocationHandler handler) {
		return type
			.cast(Proxy.newProxyInstance(RewritingSource.class.getClassLoader(), new Class<?>[] { type }, handler));
	}

}

package io.namedlock.test;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.UnaryOperator;

/**
 * Connections on which other statements run than were asked for: a server that cannot be
 * had.
 */
public final class RewritingSource extends ProxiedSource {

	private final UnaryOperator<String> rewriting;

	public RewritingSource(DriverManagerSource source, UnaryOperator<String> rewriting) {
		super(source);
		this.rewriting = rewriting;
	}

	@Override
	public Statement prepare(Connection connection, String sql) throws SQLException {
		return connection.prepareStatement(this.rewriting.apply(sql));
	}

	@Override
	public Statement create(Connection connection) throws SQLException {
		Statement statement = connection.createStatement();
		return proxy(Statement.class, (proxy, method, arguments) -> {
			if (arguments != null && arguments[0] instanceof String text) {
				arguments[0] = this.rewriting.apply(text);
			}
			return invoke(method, statement, arguments);
		});
	}

}

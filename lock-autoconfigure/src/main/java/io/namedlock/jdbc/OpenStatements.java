package io.namedlock.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The statements of a connection that stay open for their next use, the latest ones only.
 * Not safe for use by several threads.
 */
final class OpenStatements {

	private static final int MOST = 16;

	private final Map<String, PreparedStatement> statements = new LinkedHashMap<>(MOST * 2, 0.75f, true);

	private final Connection connection;

	OpenStatements(Connection connection) {
		this.connection = connection;
	}

	PreparedStatement get(String sql) throws SQLException {
		PreparedStatement statement = this.statements.get(sql);
		if (statement == null) {
			closeEldest();
			statement = this.connection.prepareStatement(sql);
			this.statements.put(sql, statement);
		}
		return statement;
	}

	private void closeEldest() throws SQLException {
		if (this.statements.size() == MOST) {
			Iterator<PreparedStatement> eldest = this.statements.values().iterator();
			PreparedStatement unused = eldest.next();
			eldest.remove();
			unused.close();
		}
	}

}

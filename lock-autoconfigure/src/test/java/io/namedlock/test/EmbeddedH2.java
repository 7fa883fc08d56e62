package io.namedlock.test;

import java.sql.SQLException;

import org.h2.tools.Server;

/**
 * An H2 in this JVM that listens as a server does, started by the first test that needs
 * it.
 */
final class EmbeddedH2 {

	private EmbeddedH2() {
	}

	/**
	 * The address of a database in memory.
	 */
	static JdbcAddress address() {
		return Holder.ADDRESS;
	}

	private static JdbcAddress start() {
		try {
			Server server = Server.createTcpServer("-tcpPort", "0", "-ifNotExists", "-tcpDaemon").start();
			return new JdbcAddress("jdbc:h2:tcp://127.0.0.1:" + server.getPort() + "/mem:named_lock;DB_CLOSE_DELAY=-1",
					"sa", "");
		}
		catch (SQLException ex) {
			throw new IllegalStateException("The embedded H2 does not start", ex);
		}
	}

	private static final class Holder {

		private static final JdbcAddress ADDRESS = start();

	}

}

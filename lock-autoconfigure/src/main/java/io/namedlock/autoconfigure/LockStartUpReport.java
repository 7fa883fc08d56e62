package io.namedlock.autoconfigure;

import java.util.Locale;

import io.namedlock.aspect.NamedLockChecker;
import io.namedlock.core.LockBackend;
import io.namedlock.jdbc.JdbcLockBackend;
import io.namedlock.jdbc.StartUpFindings;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Says in one line of the log what locks an application has when it has started.
 */
final class LockStartUpReport {

	private static final Log logger = LogFactory.getLog(LockStartUpReport.class);

	private final NamedLockProperties.Sessions sessions;

	private final ObjectProvider<NamedLockChecker> checker;

	private String locks = "";

	private String checked = "";

	LockStartUpReport(NamedLockProperties properties, ObjectProvider<NamedLockChecker> checker) {
		this.sessions = properties.sessions();
		this.checker = checker;
	}

	/**
	 * Notes what grants the locks.
	 */
	void note(LockBackend backend) {
		this.locks = backend.description();
	}

	/**
	 * Notes which database grants the locks.
	 */
	void note(JdbcLockBackend backend) {
		StartUpFindings found = backend.findings();
		this.locks = "%s: %s, at most %d %s sessions".formatted(found.database(),
				backend.locksRows() ? "row locks" : "named locks", this.sessions.max(),
				this.sessions.mode().name().toLowerCase(Locale.ROOT));
		this.checked = found.findings().isEmpty() ? "; not checked" : "; " + String.join(", ", found.findings());
	}

	/**
	 * Writes the line.
	 */
	void log() {
		NamedLockChecker known = this.checker.getIfAvailable();
		int methods = (known != null) ? known.annotatedMethods() : 0;
		logger.info("Locks of %s, for %d annotated %s%s".formatted(this.locks, methods,
				(methods == 1) ? "method" : "methods", this.checked));
	}

}

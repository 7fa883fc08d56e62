package io.namedlock.autoconfigure;

import java.util.List;
import java.util.Locale;

import io.namedlock.aspect.check.NamedLockChecker;
import io.namedlock.core.LockBackend;
import io.namedlock.jdbc.call.JdbcLockBackend;
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
	 * Notes what grants the locks and, of a database, what was checked.
	 */
	void note(LockBackend backend) {
		if (backend instanceof JdbcLockBackend jdbc) {
			List<String> checked = backend.checked();
			this.locks = "%s: %s, at most %d %s sessions".formatted(jdbc.database(),
					jdbc.locksRows() ? "row locks" : "named locks", this.sessions.max(),
					this.sessions.mode().name().toLowerCase(Locale.ROOT));
			this.checked = "; " + (checked.isEmpty() ? "not checked" : String.join(", ", checked));
		}
		else {
			this.locks = backend.description();
		}
	}

	void log() {
		NamedLockChecker known = this.checker.getIfAvailable();
		int methods = (known != null) ? known.annotatedMethods() : 0;
		logger.info("Locks of %s, for %d annotated %s%s".formatted(this.locks, methods,
				(methods == 1) ? "method" : "methods", this.checked));
	}

}

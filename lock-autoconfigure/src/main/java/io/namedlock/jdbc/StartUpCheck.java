package io.namedlock.jdbc;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.namedlock.LockConfigurationException;
import io.namedlock.jdbc.dialect.LockDialect;
import io.namedlock.jdbc.dialect.NamedLockDialect;
import io.namedlock.jdbc.dialect.ServerCondition;

/**
 * Finds out, before the locks of a database are relied on, whether they exclude wherever
 * connections lead: past a proxy, to a replica, to several nodes.
 */
final class StartUpCheck {

	private static final int ROUNDS = 5;

	private static final String UNANSWERED_REMEDY = "Check that the database answers, and that a proxy on the way lets two"
			+ " connections work at the same time, one of them in a transaction.";

	private final LockConnectionSource source;

	private final LockDialect dialect;

	private final CheckOnStart check;

	private final Duration answerTime;

	private final String database;

	/**
	 * Prepares the check.
	 * @param answerTime how long each answer may take
	 */
	StartUpCheck(LockConnectionSource source, LockDialect dialect, CheckOnStart check, Duration answerTime) {
		this.source = source;
		this.dialect = dialect;
		this.check = check;
		this.answerTime = answerTime;
		this.database = "%s (%s)".formatted(dialect.description(), source.description());
	}

	/**
	 * Runs the check, each round with a new second connection, since each may lead
	 * elsewhere. Nothing of it is left behind.
	 * @throws LockConfigurationException if the database's locks cannot be relied on
	 */
	StartUpFindings run() {
		List<String> findings = new ArrayList<>();
		if (this.check != CheckOnStart.NONE) {
			try (ProbeSession session = open()) {
				for (ServerCondition condition : this.dialect.conditions()) {
					findings.add(require(condition, session));
				}
				if (this.dialect instanceof NamedLockDialect locks) {
					test(locks, session);
					findings.add("excludes between sessions");
				}
			}
			catch (SQLException ex) {
				throw unanswered(ex);
			}
		}
		return new StartUpFindings(this.database, findings);
	}

	private String require(ServerCondition condition, ProbeSession session) throws SQLException {
		if (condition.isMet().test(session.ask(condition.query()))) {
			return condition.description();
		}
		if (condition.perServer() && this.check == CheckOnStart.SINGLE_WRITER) {
			return "declared to be the single writer";
		}
		throw new LockConfigurationException("%s %s".formatted(this.database, condition.refusal()), condition.remedy());
	}

	private void test(NamedLockDialect locks, ProbeSession session) throws SQLException {
		for (int round = 0; round < ROUNDS; round++) {
			try (ProbeSession other = open()) {
				new SelfTest(this.database, locks, session, other).run();
			}
		}
	}

	private ProbeSession open() throws SQLException {
		return new ProbeSession(this.source, this.dialect, this.answerTime);
	}

	private LockConfigurationException unanswered(SQLException cause) {
		return new LockConfigurationException("The locks of %s could not be checked: '%s' (SQLState %s)."
			.formatted(this.database, cause.getMessage(), cause.getSQLState()), UNANSWERED_REMEDY, cause);
	}

}

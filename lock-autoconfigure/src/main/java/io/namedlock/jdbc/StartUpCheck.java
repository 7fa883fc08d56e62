package io.namedlock.jdbc;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.namedlock.LockConfigurationException;
import io.namedlock.jdbc.dialect.ServerCondition;

/**
 * Finds out, before the locks of a database are relied on, whether they exclude wherever
 * connections lead: past a proxy, to a replica, to several nodes.
 */
final class StartUpCheck {

	private static final int ROUNDS = 5;

	private static final String UNANSWERED_REMEDY = "Check that the database answers, and that a proxy"
			+ " on the way lets two connections work at the same time, one of them in a transaction";

	private static final String ROWS_REMEDY = UNANSWERED_REMEDY
			+ ". Row locks also need one and the same database for all"
			+ " connections, and a user who may read, insert, update and delete rows of the table named_lock";

	private final LockConnectionSource source;

	private final Locking locking;

	private final CheckOnStart check;

	private final Duration answerTime;

	private final String database;

	/**
	 * Prepares the check.
	 * @param answerTime how long each answer may take
	 */
	StartUpCheck(LockConnectionSource source, Locking locking, CheckOnStart check, Duration answerTime) {
		this.source = source;
		this.locking = locking;
		this.check = check;
		this.answerTime = answerTime;
		this.database = "%s (%s)".formatted(locking.dialect().description(), source.description());
	}

	/**
	 * Runs the check, each round with a new second connection, since each may lead
	 * elsewhere. Nothing of it is left behind.
	 * @param tables the tables of the locks, wanted when the server is known to be of use
	 * @return what was checked and found to be so, such as {@code "writable"}; empty if
	 * nothing was checked
	 * @throws LockConfigurationException if the database's locks cannot be relied on
	 */
	List<String> run(LockTables tables) {
		List<String> findings = new ArrayList<>();
		if (this.check == CheckOnStart.NONE) {
			tables.prepare(this.locking.locksRows());
			return findings;
		}
		try (ProbeSession session = open()) {
			for (ServerCondition condition : this.locking.dialect().conditions()) {
				findings.add(require(condition, session));
			}
			// after the conditions: a replica, where no table can be made, is called a
			// replica
			tables.prepare(this.locking.locksRows());
			test(session);
			findings.add("excludes between sessions");
			return findings;
		}
		catch (SQLException ex) {
			throw unanswered(ex);
		}
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

	private void test(ProbeSession session) throws SQLException {
		try (ProbeLock lock = ProbeLock.of(this.locking.dialect(), session)) {
			for (int round = 0; round < ROUNDS; round++) {
				try (ProbeSession other = open()) {
					new SelfTest(this.database, lock, session, other).run();
				}
			}
		}
	}

	private ProbeSession open() throws SQLException {
		return new ProbeSession(this.source, this.locking, this.answerTime);
	}

	private LockConfigurationException unanswered(SQLException cause) {
		return new LockConfigurationException("The locks of %s could not be checked: '%s' (SQLState %s)."
			.formatted(this.database, cause.getMessage(), cause.getSQLState()),
				this.locking.locksRows() ? ROWS_REMEDY : UNANSWERED_REMEDY, cause);
	}

}

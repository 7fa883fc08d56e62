package io.namedlock.jdbc.fault;

import java.time.Duration;
import java.util.function.Supplier;

import io.namedlock.LockConfigurationException;
import io.namedlock.core.DefaultLockRegistry;
import io.namedlock.jdbc.LockConnectionSource;
import io.namedlock.jdbc.LockSessionSettings;
import io.namedlock.jdbc.LockTechnique;
import io.namedlock.jdbc.ReleaseMode;
import io.namedlock.jdbc.SessionMode;
import io.namedlock.jdbc.call.JdbcLockBackend;
import io.namedlock.test.TestBackends;
import io.namedlock.test.TestDatabase;
import io.namedlock.test.TestScope;
import io.namedlock.test.TestSettings;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * What the nodes of a scenario lock with.
 */
enum Setup {

	MARIADB(TestDatabase::mariaDb, LockTechnique.NATIVE, SessionMode.SHARED, ReleaseMode.ACKNOWLEDGED, TestScope.LONG),

	POSTGRESQL(TestDatabase::postgreSql, LockTechnique.NATIVE, SessionMode.SHARED, ReleaseMode.ACKNOWLEDGED,
			TestScope.LONG),

	MARIADB_DEDICATED(TestDatabase::mariaDb, LockTechnique.NATIVE, SessionMode.DEDICATED, ReleaseMode.ACKNOWLEDGED,
			TestScope.FULL),

	POSTGRESQL_SENT(TestDatabase::postgreSql, LockTechnique.NATIVE, SessionMode.SHARED, ReleaseMode.SENT,
			TestScope.FULL),

	MARIADB_ROWS(TestDatabase::mariaDb, LockTechnique.ROW, SessionMode.SHARED, ReleaseMode.ACKNOWLEDGED,
			TestScope.FULL),

	POSTGRESQL_ROWS(TestDatabase::postgreSql, LockTechnique.ROW, SessionMode.SHARED, ReleaseMode.ACKNOWLEDGED,
			TestScope.FULL);

	/**
	 * The interval of a node that is struck.
	 */
	static final Duration INTERVAL = Duration.ofMillis(330);

	private static final Log logger = LogFactory.getLog(Setup.class);

	private static final int SAMPLE = 7;

	private static final int MOST_STARTS = 5;

	private static final LockSessionSettings STRUCK = TestSettings.sessions(2, 8, INTERVAL, INTERVAL.multipliedBy(3));

	private static final LockSessionSettings UNHARMED = TestSettings.sessions(2, 8, Duration.ofSeconds(2),
			Duration.ofSeconds(30));

	private static final LockSessionSettings SOUND = TestSettings.sessions(60, 120, Duration.ofSeconds(3),
			Duration.ofSeconds(30));

	private final Supplier<TestDatabase> database;

	private final LockTechnique technique;

	private final SessionMode mode;

	private final ReleaseMode release;

	private final TestScope ofAll;

	/**
	 * Creates a setup.
	 * @param ofAll the scope that all of its trials belong to
	 */
	Setup(Supplier<TestDatabase> database, LockTechnique technique, SessionMode mode, ReleaseMode release,
			TestScope ofAll) {
		this.database = database;
		this.technique = technique;
		this.mode = mode;
		this.release = release;
		this.ofAll = ofAll;
	}

	/**
	 * Whether a trial belongs to the run: every seventh does in any case.
	 * @param number the number of the trial
	 */
	boolean isWanted(int number) {
		return number % SAMPLE == 0 || this.ofAll.isWanted();
	}

	TestDatabase database() {
		return this.database.get();
	}

	/**
	 * Whether a scenario is about something that there is.
	 */
	boolean has(Scenario scenario) {
		return scenario != Scenario.HAND_OVER || this.mode == SessionMode.SHARED;
	}

	/**
	 * Whether a lock is free as soon as its holder has heard so.
	 */
	boolean isAcknowledged() {
		return this.release == ReleaseMode.ACKNOWLEDGED;
	}

	/**
	 * A node on which nothing fails, not even on a busy machine.
	 */
	DefaultLockRegistry unharmed(LockConnectionSource source) {
		return connect(source, UNHARMED);
	}

	/**
	 * A node with a short interval. On a busy machine an answer at its start may take
	 * longer than that, which is none of the faults: it starts once more.
	 */
	DefaultLockRegistry struck(LockConnectionSource source) {
		for (int i = 1; i < MOST_STARTS; i++) {
			try {
				return connect(source, STRUCK);
			}
			catch (LockConfigurationException ex) {
				logger.info("A node did not start in time", ex);
			}
		}
		return connect(source, STRUCK);
	}

	DefaultLockRegistry sound(LockConnectionSource source) {
		return connect(source, SOUND);
	}

	/**
	 * Connects a node whose threads hand a lock over once before it is exchanged.
	 */
	private DefaultLockRegistry connect(LockConnectionSource source, LockSessionSettings settings) {
		JdbcLockBackend backend = TestBackends.connect(source, TestSettings.with(settings, this.mode, this.release),
				this.technique);
		return new DefaultLockRegistry(backend,
				TestSettings.handingOver(Duration.ofSeconds(10), 1, Duration.ofSeconds(10)));
	}

}

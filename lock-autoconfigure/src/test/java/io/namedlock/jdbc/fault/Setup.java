package io.namedlock.jdbc.fault;

import java.time.Duration;
import java.util.function.Supplier;

import io.namedlock.core.DefaultLockRegistry;
import io.namedlock.jdbc.JdbcLockBackend;
import io.namedlock.jdbc.LockConnectionSource;
import io.namedlock.jdbc.LockSessionSettings;
import io.namedlock.jdbc.LockTechnique;
import io.namedlock.jdbc.ReleaseMode;
import io.namedlock.jdbc.SessionMode;
import io.namedlock.test.TestBackends;
import io.namedlock.test.TestDatabase;
import io.namedlock.test.TestSettings;

/**
 * What the nodes of a scenario lock with.
 */
enum Setup {

	MARIADB(TestDatabase::mariaDb, LockTechnique.NATIVE, SessionMode.SHARED, ReleaseMode.ACKNOWLEDGED, 1),

	POSTGRESQL(TestDatabase::postgreSql, LockTechnique.NATIVE, SessionMode.SHARED, ReleaseMode.ACKNOWLEDGED, 1),

	MARIADB_DEDICATED(TestDatabase::mariaDb, LockTechnique.NATIVE, SessionMode.DEDICATED, ReleaseMode.ACKNOWLEDGED, 7),

	POSTGRESQL_SENT(TestDatabase::postgreSql, LockTechnique.NATIVE, SessionMode.SHARED, ReleaseMode.SENT, 7),

	MARIADB_ROWS(TestDatabase::mariaDb, LockTechnique.ROW, SessionMode.SHARED, ReleaseMode.ACKNOWLEDGED, 7),

	POSTGRESQL_ROWS(TestDatabase::postgreSql, LockTechnique.ROW, SessionMode.SHARED, ReleaseMode.ACKNOWLEDGED, 7);

	/**
	 * The interval of a node that is struck.
	 */
	static final Duration INTERVAL = Duration.ofMillis(330);

	private static final LockSessionSettings STRUCK = TestSettings.sessions(2, 8, INTERVAL, INTERVAL.multipliedBy(3));

	private static final LockSessionSettings UNHARMED = TestSettings.sessions(2, 8, Duration.ofSeconds(2),
			Duration.ofSeconds(30));

	private static final LockSessionSettings SOUND = TestSettings.sessions(60, 120, Duration.ofSeconds(3),
			Duration.ofSeconds(30));

	private final Supplier<TestDatabase> database;

	private final LockTechnique technique;

	private final SessionMode mode;

	private final ReleaseMode release;

	private final int everyNth;

	/**
	 * Creates a setup.
	 * @param everyNth how many of its trials belong to a run, unless it is asked for all
	 */
	Setup(Supplier<TestDatabase> database, LockTechnique technique, SessionMode mode, ReleaseMode release,
			int everyNth) {
		this.database = database;
		this.technique = technique;
		this.mode = mode;
		this.release = release;
		this.everyNth = everyNth;
	}

	/**
	 * Whether a trial belongs to the run. With {@code -Dnamedlock.test.faults=all} each
	 * does.
	 * @param number the number of the trial
	 */
	boolean isWanted(int number) {
		return number % this.everyNth == 0 || "all".equals(System.getProperty("namedlock.test.faults"));
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

	DefaultLockRegistry struck(LockConnectionSource source) {
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

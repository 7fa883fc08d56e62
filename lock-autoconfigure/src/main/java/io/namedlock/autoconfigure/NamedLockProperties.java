package io.namedlock.autoconfigure;

import java.time.Duration;

import io.namedlock.aspect.hold.InTransaction;
import io.namedlock.aspect.hold.NamedLockSettings;
import io.namedlock.core.LockRegistrySettings;
import io.namedlock.jdbc.CheckOnStart;
import io.namedlock.jdbc.LockSessionSettings;
import io.namedlock.jdbc.LockTechnique;
import io.namedlock.jdbc.ReleaseMode;
import io.namedlock.jdbc.SessionMode;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties {@code named-lock.*}. An unknown one ends the start, since a misspelled
 * one would be silently without effect.
 *
 * @param enabled Whether methods are locked. If not, a bean with an annotated method ends
 * the application's start.
 * @param backend What grants the locks.
 * @param namePrefix Text put before every lock name, to keep applications on one database
 * server apart.
 * @param waitTime Longest wait for a lock that does not say so itself. Zero tries once.
 * @param inTransaction What an annotated method does with its lock inside a running
 * transaction.
 * @param verifyBeforeCommit Whether a transaction under a lock asks the database before
 * it commits whether the lock still stands, and is rolled back if not. One round trip for
 * each lock.
 * @param order Order of the lock among the other advice of a bean. Lower is further out.
 * @param datasource Database of the locks if it is not the application's.
 * @param schema Tables of the locks.
 * @param sessions Connections that hold locks or wait for them.
 * @param release Whether the release of a lock waits for the database's answer. If it
 * does not, a lock that is found lost by then is only reported in the log.
 * @param handOver How long this JVM may keep a lock among its own threads.
 * @param keepAliveInterval Time between two signs of life of a session that holds locks.
 * @param deadHolderTimeout Silence after which the database ends a session and frees its
 * locks. Whole seconds, at least three keep-alive intervals.
 * @param leakDetectionThreshold Time after which a lock that is still held is reported as
 * a leak, once, with the stack that acquired it. Zero never reports.
 * @param checkOnStart Whether the start is refused if the database's locks do not
 * exclude: behind a proxy that pools transactions, at a replica, at one of several nodes.
 * @param singleWriter Whether all instances of the application use one and the same node
 * of a Galera cluster for locks.
 * @param endpoint Actuator endpoint namedlocks.
 */
@ConfigurationProperties(prefix = "named-lock", ignoreUnknownFields = false)
public record NamedLockProperties(@DefaultValue("true") boolean enabled, @DefaultValue("auto") LockTechnique backend,
		@DefaultValue("") String namePrefix, @DefaultValue("10s") Duration waitTime,
		@DefaultValue("hold-until-completion") InTransaction inTransaction,
		@DefaultValue("true") boolean verifyBeforeCommit, @DefaultValue("2147482647") int order,
		@DefaultValue Datasource datasource, @DefaultValue Schema schema, @DefaultValue Sessions sessions,
		@DefaultValue("acknowledged") ReleaseMode release, @DefaultValue HandOver handOver,
		@DefaultValue("5s") Duration keepAliveInterval, @DefaultValue("30s") Duration deadHolderTimeout,
		@DefaultValue("0s") Duration leakDetectionThreshold, @DefaultValue("true") boolean checkOnStart,
		@DefaultValue("false") boolean singleWriter, @DefaultValue Endpoint endpoint) {

	public NamedLockProperties {
		PropertyChecks.requireUrl("named-lock.datasource", datasource);
		PropertyChecks.requirePrintable("named-lock.name-prefix", namePrefix);
		PropertyChecks.requireWait("named-lock.wait-time", waitTime);
		PropertyChecks.requireWait("named-lock.leak-detection-threshold", leakDetectionThreshold);
		PropertyChecks.requireSeconds("named-lock.dead-holder-timeout", deadHolderTimeout);
		PropertyChecks.requireAtMost("named-lock.keep-alive-interval", keepAliveInterval, deadHolderTimeout);
		new LockSessionSettings(sessions.waiting(), sessions.max(), keepAliveInterval, deadHolderTimeout,
				sessions.mode(), sessions.maxLocks(), release);
	}

	NamedLockSettings aspectSettings() {
		return new NamedLockSettings(this.order, this.inTransaction, this.verifyBeforeCommit);
	}

	LockRegistrySettings registrySettings() {
		return new LockRegistrySettings(this.namePrefix, this.waitTime, this.handOver.limit(), this.handOver.period(),
				this.leakDetectionThreshold);
	}

	LockSessionSettings sessionSettings() {
		return new LockSessionSettings(this.sessions.waiting(), this.sessions.max(), this.keepAliveInterval,
				this.deadHolderTimeout, this.sessions.mode(), this.sessions.maxLocks(), this.release);
	}

	CheckOnStart startUpCheck() {
		if (!this.checkOnStart) {
			return CheckOnStart.NONE;
		}
		return this.singleWriter ? CheckOnStart.SINGLE_WRITER : CheckOnStart.FULL;
	}

	/**
	 * A database address for lock sessions.
	 *
	 * @param url JDBC URL of the database. Empty uses the application's DataSource.
	 * @param username Login user of the database.
	 * @param password Login password of the database.
	 */
	public record Datasource(@DefaultValue("") String url, @Nullable String username, @Nullable String password) {

		@Override
		public String toString() {
			return "Datasource[url=" + DatabaseAddress.withoutCredentials(this.url) + "]";
		}

	}

	/**
	 * Tables of the locks.
	 *
	 * @param initialize Whether missing tables of the locks are created at the start.
	 */
	public record Schema(@DefaultValue("embedded") Initialize initialize) {

		/**
		 * In which databases missing tables are created.
		 */
		public enum Initialize {

			/**
			 * In those that live in the memory of this JVM.
			 */
			EMBEDDED,

			/**
			 * In any.
			 */
			ALWAYS,

			/**
			 * In none.
			 */
			NEVER

		}

	}

	/**
	 * Connections for locks.
	 *
	 * @param borrow Whether lock sessions may borrow connections from the application's
	 * pool where no pool of their own can be made of it.
	 * @param waiting Most connections that wait for a lock at a time.
	 * @param max Most connections in all. They are opened as needed.
	 * @param mode Whether threads share connections, or each that holds or waits for
	 * locks has one, so that the database finds deadlocks between instances.
	 * @param maxLocks Most locks that are held at a time. If not set, 1,000 on
	 * PostgreSQL, whose sessions share one table of locks, and no limit elsewhere.
	 */
	public record Sessions(@DefaultValue("false") boolean borrow, @DefaultValue("8") int waiting,
			@DefaultValue("16") int max, @DefaultValue("shared") SessionMode mode, @Nullable Integer maxLocks) {

	}

	/**
	 * The actuator endpoint.
	 *
	 * @param showNames When the names of locks are shown beside their templates.
	 */
	public record Endpoint(@DefaultValue("when-authorized") ShowNames showNames) {

		/**
		 * To whom names are shown, which may hold personal data.
		 */
		public enum ShowNames {

			/**
			 * To nobody.
			 */
			NEVER,

			/**
			 * To those who are logged in.
			 */
			WHEN_AUTHORIZED,

			/**
			 * To anybody who may read the endpoint.
			 */
			ALWAYS

		}

	}

	/**
	 * Bounds of handing a lock over within the JVM.
	 *
	 * @param limit Most times in a row that a lock goes from one owner of this JVM to the
	 * next. Zero never hands over.
	 * @param period Longest time after a lock was granted that it may still be handed
	 * over.
	 */
	public record HandOver(@DefaultValue("64") int limit, @DefaultValue("20ms") Duration period) {

		public HandOver {
			PropertyChecks.requireNotNegative("named-lock.hand-over.limit", limit);
			PropertyChecks.requireWait("named-lock.hand-over.period", period);
		}

	}

}

package io.namedlock.jdbc;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

import io.namedlock.LockBackendException;
import io.namedlock.LockConfigurationException;
import io.namedlock.LockListener;
import io.namedlock.LockMode;
import io.namedlock.LockOverview;
import io.namedlock.LockStatus;
import io.namedlock.core.LockAttempt;
import io.namedlock.core.LockBackend;
import io.namedlock.core.LockGrant;
import io.namedlock.core.LockKey;
import io.namedlock.jdbc.PooledSession.SessionCall;
import io.namedlock.jdbc.dialect.LockDialect;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Locks of a database, held by its sessions: named locks by a few that all locks share,
 * row locks by one each. Safe for use by several threads, virtual ones too.
 *
 * @since 0.1
 */
public final class JdbcLockBackend implements LockBackend {

	private static final Log logger = LogFactory.getLog(JdbcLockBackend.class);

	private static final int CLOSE_SECONDS = 10;

	private final LockConnectionSource source;

	private final Locking locking;

	private final List<String> findings;

	private final LockFailures failures;

	private final PlatformThreads threads;

	private final SessionPool pool;

	private final SharedCalls shared;

	private final ServerWaits waits;

	private final LockCalls calls;

	private final AtomicBoolean closed = new AtomicBoolean();

	private final Heartbeat heartbeat;

	private final SessionEvents sessionEvents;

	private JdbcLockBackend(LockConnectionSource source, Locking locking, List<String> findings,
			LockSessionSettings settings, PlatformThreads threads) {
		this.source = source;
		this.locking = locking;
		this.findings = List.copyOf(findings);
		this.threads = threads;
		LockDialect dialect = this.locking.dialect();
		this.failures = new LockFailures(database());
		this.sessionEvents = new SessionEvents(threads);
		this.pool = new SessionPool(settings.bound(dialect.limits()), settings,
				new PooledSessionOpener(new SessionOpener(source, this.locking, settings, threads), settings.release(),
						threads, this.failures, this.sessionEvents),
				this.failures);
		this.shared = new SharedCalls(this.pool);
		this.waits = new ServerWaits(this.pool, threads, this.failures,
				WaitPiece.of(dialect, settings.deadHolderTimeout()));
		this.calls = (settings.mode() == SessionMode.DEDICATED) ? new DedicatedCalls(this.pool, this.shared, this.waits)
				: new PooledCalls(this.shared, new WaitingCalls(this.pool, this.shared, this.waits));
		this.heartbeat = new Heartbeat(this.pool, threads);
		this.heartbeat.start(settings.keepAliveInterval());
		dialect.advice().ifPresent(logger::warn);
	}

	/**
	 * Opens a connection to see which database it leads to, without any other check.
	 * @param source where connections come from, as below
	 * @param settings how sessions are kept
	 * @return the backend, on the database's named locks
	 * @see #connect(LockConnectionSource, LockSessionSettings, CheckOnStart,
	 * LockTechnique, LockTables)
	 */
	public static JdbcLockBackend connect(LockConnectionSource source, LockSessionSettings settings) {
		return connect(source, settings, CheckOnStart.NONE, LockTechnique.NATIVE);
	}

	/**
	 * The same where the tables of the locks are there.
	 * @param source where connections come from, as below
	 * @param settings how sessions are kept
	 * @param check what to check
	 * @param technique what the locks are made of
	 * @return the backend
	 * @see #connect(LockConnectionSource, LockSessionSettings, CheckOnStart,
	 * LockTechnique, LockTables)
	 */
	public static JdbcLockBackend connect(LockConnectionSource source, LockSessionSettings settings, CheckOnStart check,
			LockTechnique technique) {
		return connect(source, settings, check, technique, LockTables.PRESENT);
	}

	/**
	 * Opens connections to see which database they lead to, and whether its locks
	 * exclude. The source belongs to the backend from then on, and is closed with it.
	 * @param source where connections come from; closed if this fails
	 * @param settings how sessions are kept
	 * @param check what to check
	 * @param technique what the locks are made of
	 * @param tables the tables of the locks, wanted before the locks are tried
	 * @return the backend
	 * @throws LockConfigurationException if the database does not answer, each time
	 * within the keep-alive interval, has no such locks, or did not pass the check
	 */
	public static JdbcLockBackend connect(LockConnectionSource source, LockSessionSettings settings, CheckOnStart check,
			LockTechnique technique, LockTables tables) {
		PlatformThreads threads = new PlatformThreads();
		try {
			Locking locking = threads.call(() -> Locking.detect(source, settings, technique));
			List<String> findings = threads
				.call(() -> new StartUpCheck(source, locking, check, settings.keepAliveInterval()).run(tables));
			return new JdbcLockBackend(source, locking, findings, settings, threads);
		}
		catch (SQLException ex) {
			close(threads, source);
			throw new LockConfigurationException(
					"The database of the locks (%s) cannot be reached: '%s' (SQLState %s)."
						.formatted(source.description(), ex.getMessage(), ex.getSQLState()),
					"Check that it is up, and the URL, user name and password of the DataSource."
							+ " For tests without a database set 'named-lock.backend=memory'.",
					ex);
		}
		catch (RuntimeException ex) {
			close(threads, source);
			throw ex;
		}
	}

	@Override
	public @Nullable LockGrant acquire(LockAttempt attempt) throws InterruptedException {
		return call(attempt, (caller) -> this.calls.acquire(attempt, caller));
	}

	@Override
	public @Nullable LockGrant await(LockAttempt attempt) throws InterruptedException {
		return call(attempt, (caller) -> this.calls.await(attempt, caller));
	}

	/**
	 * What the database compares, and with dedicated sessions the calling thread.
	 */
	@Override
	public Object line(LockKey key) {
		return this.calls.line(this.locking.dialect().line(key));
	}

	@Override
	public @Nullable List<LockGrant> tryAcquireAll(List<LockAttempt> attempts) throws InterruptedException {
		return call(attempts.get(0), (caller) -> this.calls.tryAcquireAll(attempts, caller));
	}

	@Override
	public boolean supports(LockMode mode) {
		return this.locking.dialect().supports(mode);
	}

	@Override
	public LockStatus status(LockKey key) {
		try {
			return ask(key, (session) -> true, (database) -> database.status(key));
		}
		catch (SQLException ex) {
			throw this.failures.failed(key, "could not be looked up", ex);
		}
	}

	/**
	 * Draws the next fencing token of a key from the table {@code named_lock_token}, on
	 * another session than the one that holds the lock.
	 * @param key the lock's key
	 * @return a number greater than every one drawn for that key before
	 * @throws LockBackendException if the database failed or the table is missing; the
	 * message has the statement that creates it
	 */
	@Override
	public long drawFencingToken(LockKey key) {
		try {
			return ask(key, (session) -> !session.isHolding(key), (database) -> database.drawFencingToken(key));
		}
		catch (SQLException ex) {
			throw this.failures.failed(key, "got no fencing token", ex);
		}
	}

	/**
	 * The database and where its connections come from, for messages.
	 * @return such as {@code "MariaDB 11.4.5 (a copy of the pool HikariPool-1)"}
	 */
	public String database() {
		return "%s (%s)".formatted(this.locking.dialect().description(), this.source.description());
	}

	@Override
	public List<String> checked() {
		return this.findings;
	}

	@Override
	public List<LockOverview.Session> sessions() {
		return this.pool.overview();
	}

	@Override
	public void listen(LockListener listener) {
		this.sessionEvents.listen(listener);
	}

	@Override
	public String description() {
		return this.locking.description();
	}

	/**
	 * Whether there are no locks without the table {@code named_lock}.
	 * @return {@code true} for row locks
	 */
	public boolean locksRows() {
		return this.locking.locksRows();
	}

	/**
	 * Ends all sessions, and with them whatever is still held or waited for. Waits 10
	 * seconds for that at most: where the database does not answer, a thread of the
	 * library carries on.
	 */
	@Override
	public void close() {
		if (!this.closed.compareAndSet(false, true)) {
			return;
		}
		this.heartbeat.close();
		this.waits.close();
		if (!PlatformThreads.runWithin(CLOSE_SECONDS, "named-lock-close-", this::endSessions)) {
			logger.warn("The sessions of locks of %s did not end within %d s".formatted(description(), CLOSE_SECONDS)
					+ " and are left to a thread; the server ends them after 'named-lock.dead-holder-timeout'");
		}
	}

	private void endSessions() {
		this.pool.close();
		close(this.threads, this.source);
	}

	private <T> @Nullable T call(LockAttempt attempt, AttemptCall<T> call) throws InterruptedException {
		try (Caller caller = new Caller(attempt.interruptible())) {
			caller.checkInterrupt();
			return call.run(caller);
		}
		catch (SQLException ex) {
			throw this.failures.notAcquired(attempt.key(), attempt.deadline(), ex);
		}
		catch (RejectedExecutionException ex) {
			throw this.failures.closed(attempt.key());
		}
	}

	private <T> T ask(LockKey key, Predicate<PooledSession> suitable, SessionCall<T> question) throws SQLException {
		return this.locking.locksRows() ? this.shared.askApart(key, question)
				: this.shared.ask(key, suitable, question);
	}

	private static void close(PlatformThreads threads, LockConnectionSource source) {
		threads.close();
		source.close();
	}

	private interface AttemptCall<T> {

		@Nullable T run(Caller caller) throws InterruptedException, SQLException;

	}

}

package io.namedlock.jdbc.call;

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
import io.namedlock.core.Deadline;
import io.namedlock.core.LineKey;
import io.namedlock.core.LockAttempt;
import io.namedlock.core.LockBackend;
import io.namedlock.core.LockGrant;
import io.namedlock.core.LockKey;
import io.namedlock.jdbc.CheckOnStart;
import io.namedlock.jdbc.LockConnectionSource;
import io.namedlock.jdbc.LockFailures;
import io.namedlock.jdbc.LockSessionSettings;
import io.namedlock.jdbc.LockTables;
import io.namedlock.jdbc.LockTechnique;
import io.namedlock.jdbc.PlatformThreads;
import io.namedlock.jdbc.SessionMode;
import io.namedlock.jdbc.check.StartUpCheck;
import io.namedlock.jdbc.dialect.LockDialect;
import io.namedlock.jdbc.pool.Caller;
import io.namedlock.jdbc.pool.Heartbeat;
import io.namedlock.jdbc.pool.PooledSession;
import io.namedlock.jdbc.pool.PooledSession.Use;
import io.namedlock.jdbc.pool.SessionContext;
import io.namedlock.jdbc.pool.SessionEvents;
import io.namedlock.jdbc.pool.SessionOpener;
import io.namedlock.jdbc.pool.SessionPool;
import io.namedlock.jdbc.session.LockSession;
import io.namedlock.jdbc.session.Locking;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Locks of a database, held by its sessions: named locks by a few that all locks share,
 * row locks by one each. Safe for use by several threads, virtual ones too.
 */
public final class JdbcLockBackend implements LockBackend {

	private static final Log logger = LogFactory.getLog(JdbcLockBackend.class);

	private static final int CLOSE_SECONDS = 10;

	private final LockConnectionSource source;

	private final Locking locking;

	private final LockDialect dialect;

	private final List<String> findings;

	private final SessionContext context;

	private final SessionPool pool;

	private final ServerWaits waits;

	private final AcquireStrategy strategy;

	private final Heartbeat heartbeat;

	private final AtomicBoolean closed = new AtomicBoolean();

	private JdbcLockBackend(LockConnectionSource source, Locking locking, List<String> findings,
			LockSessionSettings settings, PlatformThreads threads) {
		this.source = source;
		this.locking = locking;
		this.dialect = locking.dialect();
		this.findings = List.copyOf(findings);
		this.context = new SessionContext(threads, new LockFailures(database()), new SessionEvents(threads),
				settings.release());
		this.pool = new SessionPool(settings.bound(this.dialect.limits()), settings,
				new SessionOpener(source, locking, settings, threads)::open, this.context);
		this.waits = new ServerWaits(this.pool, this.context, this.dialect.shortestWait(), this.dialect.longestWait(),
				settings.deadHolderTimeout());
		this.strategy = (settings.mode() == SessionMode.DEDICATED) ? new DedicatedStrategy(this.pool, this.waits)
				: new PooledStrategy(this.pool, this.waits);
		this.heartbeat = new Heartbeat(this.pool);
		this.heartbeat.start(settings.keepAliveInterval());
		this.dialect.advice().ifPresent(logger::warn);
	}

	/**
	 * Opens connections to see which database they lead to, and whether its locks
	 * exclude. The source belongs to the backend from then on, and is closed with it.
	 * @param source where connections come from; closed if this fails
	 * @param tables the tables of the locks, wanted before the locks are tried
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
							+ " For tests without a database set 'named-lock.backend=memory'",
					ex);
		}
		catch (RuntimeException ex) {
			close(threads, source);
			throw ex;
		}
	}

	@Override
	public @Nullable LockGrant acquire(LockAttempt attempt) throws InterruptedException {
		try (Caller caller = Caller.of(attempt)) {
			return this.strategy.acquire(attempt, caller);
		}
		catch (SQLException | RejectedExecutionException ex) {
			throw notAcquired(attempt, ex);
		}
	}

	@Override
	public @Nullable LockGrant await(LockAttempt attempt) throws InterruptedException {
		try (Caller caller = Caller.of(attempt)) {
			return this.strategy.await(attempt, caller);
		}
		catch (SQLException | RejectedExecutionException ex) {
			throw notAcquired(attempt, ex);
		}
	}

	@Override
	public @Nullable List<LockGrant> tryAcquireAll(List<LockAttempt> attempts) throws InterruptedException {
		LockAttempt first = attempts.get(0);
		try (Caller caller = Caller.of(first)) {
			return this.strategy.tryAcquireAll(attempts, caller);
		}
		catch (SQLException | RejectedExecutionException ex) {
			throw notAcquired(first, ex);
		}
	}

	/**
	 * What the database compares, and with dedicated sessions the calling thread.
	 */
	@Override
	public LineKey line(LockKey key) {
		return this.strategy.line(this.dialect.line(key));
	}

	@Override
	public boolean supports(LockMode mode) {
		// there is no database without exclusive ones
		return mode == LockMode.EXCLUSIVE || this.dialect.supports(mode);
	}

	@Override
	public LockStatus status(LockKey key) {
		try {
			return ask(key, Deadline.afterNanos(0), (session) -> true, (database) -> database.status(key));
		}
		catch (SQLException ex) {
			throw this.context.failures().failed(key, "could not be looked up", ex);
		}
	}

	/**
	 * Draws the next fencing token of a key from the table {@code named_lock_token}, on
	 * another session than the one that holds the lock.
	 * @return a number greater than every one drawn for that key before
	 * @throws LockBackendException if the database failed or the table is missing; the
	 * message has the statement that creates it
	 */
	@Override
	public long drawFencingToken(LockKey key, Deadline deadline) {
		try {
			return ask(key, deadline, (session) -> !session.isHolding(key),
					(database) -> database.drawFencingToken(key));
		}
		catch (SQLException ex) {
			throw this.context.failures().failed(key, "got no fencing token", ex);
		}
	}

	/**
	 * The database and where its connections come from, for messages.
	 * @return such as {@code "MariaDB 11.4.5 (a copy of the pool HikariPool-1)"}
	 */
	public String database() {
		return "%s (%s)".formatted(this.dialect.description(), this.source.description());
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
		this.context.events().listen(listener);
	}

	@Override
	public String description() {
		return this.locking.description();
	}

	/**
	 * Whether there are no locks without the table {@code named_lock}.
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
		close(this.context.threads(), this.source);
	}

	/**
	 * Asks on a session that fits. One that holds a row's lock is its transaction and
	 * cannot be asked anything else, so with row locks a session is taken as if for a
	 * lock.
	 */
	private <T> T ask(LockKey key, Deadline deadline, Predicate<PooledSession> suitable, SessionQuestion<T> question)
			throws SQLException {
		LockAttempt once = new LockAttempt(key, LockMode.EXCLUSIVE, deadline, false);
		Deadline patience = SessionPool.patience(deadline);
		try (Caller caller = new Caller(false)) {
			try {
				return askOnce(once, suitable, question, patience, caller);
			}
			catch (SQLException ex) {
				if (patience.hasPassed()) {
					throw ex;
				}
				return askOnce(once, suitable, question, patience, caller);
			}
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException("An uninterruptible caller is not interrupted", ex);
		}
	}

	private <T> T askOnce(LockAttempt attempt, Predicate<PooledSession> suitable, SessionQuestion<T> question,
			Deadline patience, Caller caller) throws InterruptedException, SQLException {
		boolean apart = this.locking.locksRows();
		PooledSession session = apart ? this.pool.forAttempt(attempt, caller)
				: this.pool.forQuestion(attempt.key(), suitable);
		try {
			LockSession database = session.awaitOpen(patience, caller);
			try {
				return question.ask(database);
			}
			catch (SQLException ex) {
				session.lose(ex);
				throw ex;
			}
		}
		finally {
			this.pool.done(session, apart ? Use.ATTEMPT : Use.QUESTION);
		}
	}

	private LockBackendException notAcquired(LockAttempt attempt, Exception failure) {
		return (failure instanceof SQLException cause)
				? this.context.failures().notAcquired(attempt.key(), attempt.deadline(), cause)
				: this.context.failures().closed(attempt.key());
	}

	private static void close(PlatformThreads threads, LockConnectionSource source) {
		threads.close();
		source.close();
	}

	private interface SessionQuestion<T> {

		T ask(LockSession session) throws SQLException;

	}

}

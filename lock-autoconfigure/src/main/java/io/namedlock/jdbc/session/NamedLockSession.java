package io.namedlock.jdbc.session;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import io.namedlock.LockBackendException;
import io.namedlock.LockDeadlockException;
import io.namedlock.LockMode;
import io.namedlock.LockStatus;
import io.namedlock.core.Deadline;
import io.namedlock.core.LockKey;
import io.namedlock.jdbc.LockFailures;
import io.namedlock.jdbc.PlatformThreads;
import io.namedlock.jdbc.SessionClock;
import io.namedlock.jdbc.SessionConnection;
import io.namedlock.jdbc.SqlCall;
import io.namedlock.jdbc.dialect.NamedLockDialect;
import io.namedlock.jdbc.session.LockSession.ExchangeAnswer;
import io.namedlock.jdbc.session.QueuedCall.Kind;
import org.jspecify.annotations.Nullable;

/**
 * A session that holds named locks on one connection. Attempts and releases of many
 * threads go to the server together.
 * <p>
 * An answer that leaves open whether a lock was granted is settled by asking on the same
 * connection: another one may say that the lock is free while the old statement still
 * runs.
 */
final class NamedLockSession implements LockSession {

	private final SessionConnection connection;

	private final NamedLockDialect dialect;

	private final SessionQuestions questions;

	private final CallQueue queue;

	private final LockFailures failures;

	private final Duration answerTime;

	/**
	 * Creates a session.
	 * @param answerTime how long an answer may take, beyond the wait that was asked for,
	 * and how old a grant may be before the server must be asked whether it still stands
	 */
	NamedLockSession(SessionConnection connection, NamedLockDialect dialect, PlatformThreads threads,
			Duration answerTime) {
		this.connection = connection;
		this.dialect = dialect;
		this.questions = new SessionQuestions(connection, dialect, answerTime);
		this.queue = new CallQueue(threads, this::send);
		this.failures = new LockFailures(dialect.description());
		this.answerTime = answerTime;
	}

	@Override
	public String name() {
		return this.connection.name();
	}

	@Override
	public SessionClock clock() {
		return this.connection.clock();
	}

	@Override
	public boolean tryAcquire(LockKey key, LockMode mode) throws SQLException {
		QueuedCall attempt = new QueuedCall(Kind.ATTEMPT, key, mode);
		this.queue.run(attempt);
		return attempt.result();
	}

	/**
	 * All attempts are made at once, so what was granted behind the first refusal is
	 * given back.
	 */
	@Override
	public int tryAcquireAll(List<LockKey> keys, LockMode mode) throws SQLException {
		List<Boolean> granted = runAll(Kind.ATTEMPT, keys, mode);
		int refused = granted.indexOf(false);
		if (refused < 0) {
			return keys.size();
		}
		runAll(Kind.RELEASE, IntStream.range(refused, keys.size()).filter(granted::get).mapToObj(keys::get).toList(),
				mode);
		return refused;
	}

	/**
	 * The server's silence does not count while a session waits, so an old grant says
	 * little: the server may have ended the session since.
	 */
	@Override
	public boolean await(LockKey key, LockMode mode, Deadline deadline) throws SQLException {
		return this.queue.runAlone(() -> {
			SessionClock.Moment sent = clock().now();
			boolean granted = acquire(key, mode, deadline);
			return granted && (!clock().isOlderThan(sent, this.answerTime) || this.questions.holds(key, mode));
		});
	}

	@Override
	public void cancel() throws SQLException {
		this.connection.cancel();
	}

	@Override
	public void settle() throws SQLException {
		this.queue.runAlone(this.questions::settle);
	}

	@Override
	public boolean release(LockKey key, LockMode mode) throws SQLException {
		QueuedCall release = new QueuedCall(Kind.RELEASE, key, mode);
		this.queue.run(release);
		return release.result();
	}

	@Override
	public void sendRelease(LockKey key, LockMode mode, Consumer<SqlCall<Boolean>> listener) {
		this.queue.send(key, mode, listener);
	}

	@Override
	public ExchangeAnswer exchange(LockKey key, LockMode held, LockMode wanted) throws SQLException {
		QueuedCall release = new QueuedCall(Kind.RELEASE, key, held);
		QueuedCall attempt = new QueuedCall(Kind.ATTEMPT, key, wanted);
		this.queue.run(release, attempt);
		boolean granted = attempt.isSuccessful();
		if (release.result()) {
			return granted ? ExchangeAnswer.GRANTED : ExchangeAnswer.BUSY;
		}
		if (granted) {
			release(key, wanted);
		}
		return ExchangeAnswer.NOT_HELD;
	}

	@Override
	public void releaseAll() throws SQLException {
		this.queue.runAlone(this.questions::releaseAll);
	}

	@Override
	public boolean holds(LockKey key, LockMode mode) throws SQLException {
		return this.queue.runAlone(() -> this.questions.holds(key, mode));
	}

	@Override
	public LockStatus status(LockKey key) throws SQLException {
		return this.queue.runAlone(() -> this.questions.status(key));
	}

	@Override
	public long drawFencingToken(LockKey key) throws SQLException {
		return this.queue.runAlone(() -> this.questions.drawFencingToken(key));
	}

	@Override
	public void ping() throws SQLException {
		this.queue.runIfIdle(this.questions::ping);
	}

	@Override
	public void discard() {
		this.connection.discard();
	}

	private List<Boolean> runAll(Kind kind, List<LockKey> keys, LockMode mode) throws SQLException {
		QueuedCall[] calls = keys.stream().map((key) -> new QueuedCall(kind, key, mode)).toArray(QueuedCall[]::new);
		this.queue.run(calls);
		List<Boolean> results = new ArrayList<>(calls.length);
		for (QueuedCall call : calls) {
			results.add(call.isSuccessful());
		}
		return results;
	}

	/**
	 * Waits for a lock, once more after a deadlock that need not be one.
	 */
	private boolean acquire(LockKey key, LockMode mode, Deadline deadline) throws SQLException {
		try {
			return acquireOnce(key, mode, deadline);
		}
		catch (LockDeadlockException ex) {
			if (!this.dialect.seesFalseDeadlocks()) {
				throw ex;
			}
			return this.questions.holds(key, mode) || acquireOnce(key, mode, deadline);
		}
	}

	private boolean acquireOnce(LockKey key, LockMode mode, Deadline deadline) throws SQLException {
		long nanos = Math.max(1, deadline.remainingNanos());
		Long answer;
		try {
			answer = this.connection.ask(this.dialect.acquire(mode, nanos),
					(statement) -> this.dialect.bind(statement, key, nanos), this.answerTime.plusNanos(nanos));
		}
		catch (SQLException ex) {
			if (this.dialect.isDeadlock(ex)) {
				throw this.failures.deadlock(key, ex);
			}
			return isGrantedAfter(ex, key, mode);
		}
		return isGranted(answer, key, mode);
	}

	/**
	 * Makes calls together, in their order, and ends each of them. Runs while nobody else
	 * uses the connection.
	 */
	void send(List<QueuedCall> calls) {
		try {
			if (calls.size() == 1) {
				sendAlone(calls.get(0));
			}
			else {
				sendTogether(calls);
			}
		}
		catch (SQLException | RuntimeException ex) {
			calls.forEach((call) -> call.fail(ex));
		}
	}

	private void sendAlone(QueuedCall call) throws SQLException {
		LockKey key = call.key();
		LockMode mode = call.mode();
		boolean release = call.kind() == Kind.RELEASE;
		Long answer;
		try {
			answer = this.connection.ask(release ? this.dialect.release(mode) : this.dialect.tryAcquire(mode),
					(statement) -> this.dialect.bind(statement, key), this.answerTime);
		}
		catch (SQLException ex) {
			if (release) {
				throw ex;
			}
			call.end(isGrantedAfter(ex, key, mode));
			return;
		}
		call.end(release ? isReleased(answer, key, mode) : isGranted(answer, key, mode));
	}

	private void sendTogether(List<QueuedCall> calls) throws SQLException {
		List<@Nullable Long> answers;
		try {
			answers = this.connection.askTogether(this.dialect.batch(calls.size()), calls.size(),
					(statement) -> this.dialect.bind(statement, calls), this.answerTime);
		}
		catch (SQLException ex) {
			if (!this.dialect.isUndecided(ex)) {
				throw ex;
			}
			reconcile(calls);
			return;
		}
		for (int i = 0; i < calls.size(); i++) {
			QueuedCall call = calls.get(i);
			Long answer = answers.get(i);
			call.end((call.kind() == Kind.RELEASE) ? isReleased(answer, call.key(), call.mode())
					: isGranted(answer, call.key(), call.mode()));
		}
	}

	/**
	 * Makes those calls of a batch again that were not made, after it was cut off. One
	 * that is refused leaves the others as they are.
	 */
	private void reconcile(List<QueuedCall> calls) throws SQLException {
		for (QueuedCall call : calls) {
			try {
				boolean wanted = call.kind() == Kind.ATTEMPT;
				if (this.questions.holds(call.key(), call.mode()) == wanted) {
					call.end(true);
				}
				else {
					sendAlone(call);
				}
			}
			catch (LockBackendException ex) {
				call.fail(ex);
			}
		}
	}

	/**
	 * A session that still holds what it should have given back is of no use.
	 */
	private boolean isReleased(@Nullable Long answer, LockKey key, LockMode mode) throws SQLException {
		boolean released = SessionQuestions.isTrue(answer);
		if (!released && this.questions.holds(key, mode)) {
			throw new SQLException("The database did not release the lock");
		}
		return released;
	}

	private boolean isGranted(@Nullable Long answer, LockKey key, LockMode mode) throws SQLException {
		return switch (this.dialect.acquired(answer)) {
			case GRANTED -> true;
			case BUSY -> false;
			case UNKNOWN -> this.questions.holds(key, mode);
		};
	}

	private boolean isGrantedAfter(SQLException failure, LockKey key, LockMode mode) throws SQLException {
		if (!this.dialect.isUndecided(failure)) {
			throw failure;
		}
		boolean granted = this.questions.holds(key, mode);
		String refusal = this.dialect.refusal(failure);
		if (!granted && refusal != null) {
			throw this.failures.refused(key, refusal, failure);
		}
		return granted;
	}

}

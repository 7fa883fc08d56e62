package io.namedlock.jdbc;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import io.namedlock.LockDeadlockException;
import io.namedlock.LockMode;
import io.namedlock.LockStatus;
import io.namedlock.core.Deadline;
import io.namedlock.core.LockKey;

/**
 * A session on one connection. Attempts and releases of many threads go to the server
 * together.
 */
final class JdbcLockSession implements LockSession {

	private final SessionStatements statements;

	private final SessionQuestions questions;

	private final CallQueue queue;

	private final SessionClock clock;

	private final Duration confirmAfter;

	/**
	 * Creates a session.
	 * @param confirmAfter how old a granted statement may be, before the server must be
	 * asked whether the session still holds what it granted
	 */
	JdbcLockSession(SessionStatements statements, SessionQuestions questions, PlatformThreads threads,
			SessionClock clock, Duration confirmAfter) {
		this.statements = statements;
		this.questions = questions;
		this.queue = new CallQueue(threads, statements::send);
		this.clock = clock;
		this.confirmAfter = confirmAfter;
	}

	@Override
	public String name() {
		return this.statements.sessionName();
	}

	@Override
	public boolean tryAcquire(LockKey key, LockMode mode) throws SQLException {
		return together(QueuedCall.Kind.ATTEMPT, key, mode);
	}

	/**
	 * All attempts are made at once, so what was granted behind the first refusal is
	 * given back.
	 */
	@Override
	public int tryAcquireAll(List<LockKey> keys, LockMode mode) throws SQLException {
		List<Boolean> granted = together(QueuedCall.Kind.ATTEMPT, keys, mode);
		int refused = granted.indexOf(false);
		if (refused < 0) {
			return keys.size();
		}
		List<LockKey> behind = IntStream.range(refused, keys.size()).filter(granted::get).mapToObj(keys::get).toList();
		together(QueuedCall.Kind.RELEASE, behind, mode);
		return refused;
	}

	@Override
	public boolean await(LockKey key, LockMode mode, Deadline deadline) throws SQLException {
		return this.queue.runAlone(() -> {
			SessionClock.Moment sent = this.clock.now();
			boolean granted = awaitWithRetry(key, mode, deadline);
			return granted && (!this.clock.isOlderThan(sent, this.confirmAfter) || this.statements.holds(key, mode));
		});
	}

	@Override
	public void cancel() throws SQLException {
		this.statements.cancel();
	}

	@Override
	public void settle() throws SQLException {
		this.queue.runAlone(this.statements::settle);
	}

	@Override
	public boolean release(LockKey key, LockMode mode) throws SQLException {
		return together(QueuedCall.Kind.RELEASE, key, mode);
	}

	@Override
	public void sendRelease(LockKey key, LockMode mode, Consumer<SqlCall<Boolean>> listener) {
		this.queue.send(key, mode, listener);
	}

	@Override
	public ExchangeAnswer exchange(LockKey key, LockMode held, LockMode wanted) throws SQLException {
		QueuedCall release = new QueuedCall(QueuedCall.Kind.RELEASE, key, held);
		QueuedCall attempt = new QueuedCall(QueuedCall.Kind.ATTEMPT, key, wanted);
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
		this.queue.runAlone(this.statements::releaseAll);
	}

	@Override
	public boolean holds(LockKey key, LockMode mode) throws SQLException {
		return this.queue.runAlone(() -> this.statements.holds(key, mode));
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
		this.queue.runIfIdle(this.statements::ping);
	}

	@Override
	public boolean isAlive() {
		return this.clock.isAlive();
	}

	@Override
	public void discard() {
		this.statements.discard();
	}

	private boolean awaitWithRetry(LockKey key, LockMode mode, Deadline deadline) throws SQLException {
		try {
			return this.statements.acquire(key, mode, deadline);
		}
		catch (LockDeadlockException ex) {
			if (!this.statements.seesFalseDeadlocks()) {
				throw ex;
			}
			return this.statements.holds(key, mode) || this.statements.acquire(key, mode, deadline);
		}
	}

	private List<Boolean> together(QueuedCall.Kind kind, List<LockKey> keys, LockMode mode) throws SQLException {
		QueuedCall[] calls = keys.stream().map((key) -> new QueuedCall(kind, key, mode)).toArray(QueuedCall[]::new);
		this.queue.run(calls);
		List<Boolean> results = new ArrayList<>(calls.length);
		for (QueuedCall call : calls) {
			results.add(call.isSuccessful());
		}
		return results;
	}

	private boolean together(QueuedCall.Kind kind, LockKey key, LockMode mode) throws SQLException {
		QueuedCall call = new QueuedCall(kind, key, mode);
		this.queue.run(call);
		return call.result();
	}

}

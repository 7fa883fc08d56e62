package io.namedlock.jdbc;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

import io.namedlock.LockBackendException;
import io.namedlock.LockDeadlockException;
import io.namedlock.LockMode;
import io.namedlock.core.Deadline;
import io.namedlock.core.LockKey;
import io.namedlock.jdbc.QueuedCall.Kind;
import io.namedlock.jdbc.SessionConnection.Parameters;
import io.namedlock.jdbc.dialect.NamedLockDialect;
import org.jspecify.annotations.Nullable;

/**
 * What the dialect's statements say when they run on a session. An answer that leaves
 * open whether a lock was granted is settled by asking on the same connection: another
 * one may say that the lock is free while the old statement still runs. Not safe for use
 * by several threads, except for {@link #cancel()} and {@link #discard()}.
 */
final class SessionStatements {

	private final SessionConnection connection;

	private final NamedLockDialect dialect;

	private final SessionFailures failures;

	private final Duration answerTime;

	/**
	 * Creates the statements of a session.
	 * @param answerTime how long an answer may take, beyond the wait that was asked for
	 */
	SessionStatements(SessionConnection connection, NamedLockDialect dialect, Duration answerTime) {
		this.connection = connection;
		this.dialect = dialect;
		this.failures = new SessionFailures(dialect);
		this.answerTime = answerTime;
	}

	/**
	 * Makes calls together, in their order, and ends each of them.
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
			calls.stream().filter((call) -> !call.isDone()).forEach((call) -> call.fail(ex));
		}
	}

	/**
	 * Waits for a lock.
	 * @throws LockDeadlockException if the database says that the wait could never end
	 */
	boolean acquire(LockKey key, LockMode mode, Deadline deadline) throws SQLException {
		long nanos = Math.max(1, deadline.remainingNanos());
		try {
			return acquire(
					() -> this.connection.ask(this.dialect.acquire(mode, nanos),
							(statement) -> this.dialect.bind(statement, key, nanos), this.answerTime.plusNanos(nanos)),
					key, mode);
		}
		catch (SQLException ex) {
			if (this.dialect.isDeadlock(ex)) {
				throw this.failures.deadlock(key, ex);
			}
			throw ex;
		}
	}

	/**
	 * Whether a deadlock that the database tells is to be believed only if it is told
	 * twice.
	 */
	boolean seesFalseDeadlocks() {
		return this.dialect.seesFalseDeadlocks();
	}

	@Nullable Long releaseAll() throws SQLException {
		return ask(this.dialect.releaseAll(), Parameters.NONE);
	}

	/**
	 * Whether the session holds a lock in this very mode.
	 */
	boolean holds(LockKey key, LockMode mode) throws SQLException {
		return isTrue(ask(this.dialect.holds(mode), key));
	}

	@Nullable Long ping() throws SQLException {
		return ask(this.dialect.ping(), Parameters.NONE);
	}

	/**
	 * Makes the server answer, unless a cancellation is in its way.
	 */
	@Nullable Long settle() throws SQLException {
		try {
			return ping();
		}
		catch (SQLException ex) {
			if (!this.dialect.isUndecided(ex)) {
				throw ex;
			}
			return null;
		}
	}

	void cancel() throws SQLException {
		this.connection.cancel();
	}

	/**
	 * The session in the database's own terms.
	 */
	String sessionName() {
		return this.connection.name();
	}

	void discard() {
		this.connection.discard();
	}

	private void sendAlone(QueuedCall call) throws SQLException {
		LockKey key = call.key();
		LockMode mode = call.mode();
		call.end(switch (call.kind()) {
			case ATTEMPT -> acquire(() -> ask(this.dialect.tryAcquire(mode), key), key, mode);
			case RELEASE -> isReleased(ask(this.dialect.release(mode), key), key, mode);
		});
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
			settle(calls);
			return;
		}
		for (int i = 0; i < calls.size(); i++) {
			end(calls.get(i), answers.get(i));
		}
	}

	private void end(QueuedCall call, @Nullable Long answer) throws SQLException {
		if (call.kind() == Kind.RELEASE) {
			call.end(isReleased(answer, call.key(), call.mode()));
		}
		else {
			call.end(isGranted(answer, call.key(), call.mode()));
		}
	}

	/**
	 * Makes those calls of a batch again that were not made, after it was cut off. One
	 * that is refused leaves the others as they are.
	 */
	private void settle(List<QueuedCall> calls) throws SQLException {
		for (QueuedCall call : calls) {
			try {
				settle(call);
			}
			catch (LockBackendException ex) {
				call.fail(ex);
			}
		}
	}

	private void settle(QueuedCall call) throws SQLException {
		boolean isMade = holds(call.key(), call.mode()) == (call.kind() == Kind.ATTEMPT);
		if (isMade) {
			call.end(true);
		}
		else {
			sendAlone(call);
		}
	}

	/**
	 * A session that still holds what it should have given back is of no use.
	 */
	private boolean isReleased(@Nullable Long answer, LockKey key, LockMode mode) throws SQLException {
		boolean released = isTrue(answer);
		if (!released && holds(key, mode)) {
			throw new SQLException("The database did not release the lock");
		}
		return released;
	}

	private boolean acquire(SqlCall<@Nullable Long> query, LockKey key, LockMode mode) throws SQLException {
		Long answer;
		try {
			answer = query.run();
		}
		catch (SQLException ex) {
			return isGrantedAfter(ex, key, mode);
		}
		return isGranted(answer, key, mode);
	}

	private boolean isGranted(@Nullable Long answer, LockKey key, LockMode mode) throws SQLException {
		return switch (this.dialect.acquired(answer)) {
			case GRANTED -> true;
			case BUSY -> false;
			case UNKNOWN -> holds(key, mode);
		};
	}

	private boolean isGrantedAfter(SQLException failure, LockKey key, LockMode mode) throws SQLException {
		if (!this.dialect.isUndecided(failure)) {
			throw failure;
		}
		boolean granted = holds(key, mode);
		String refusal = this.dialect.refusal(failure);
		if (!granted && refusal != null) {
			throw this.failures.refused(key, refusal, failure);
		}
		return granted;
	}

	private @Nullable Long ask(String query, LockKey key) throws SQLException {
		return ask(query, parameter(key));
	}

	private @Nullable Long ask(String query, Parameters parameters) throws SQLException {
		return this.connection.ask(query, parameters, this.answerTime);
	}

	private Parameters parameter(LockKey key) {
		return (statement) -> this.dialect.bind(statement, key);
	}

	private static boolean isTrue(@Nullable Long answer) {
		return answer != null && answer == 1;
	}

}

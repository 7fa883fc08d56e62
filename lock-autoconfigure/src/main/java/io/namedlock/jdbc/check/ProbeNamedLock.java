package io.namedlock.jdbc.check;

import java.sql.SQLException;
import java.util.Objects;

import io.namedlock.LockMode;
import io.namedlock.core.LockKey;
import io.namedlock.jdbc.SessionConnection.Parameters;
import io.namedlock.jdbc.dialect.AcquireAnswer;
import io.namedlock.jdbc.dialect.NamedLockDialect;

/**
 * A named lock of the start-up check. Nothing has to be made for it.
 */
final class ProbeNamedLock implements ProbeLock {

	private final NamedLockDialect dialect;

	private final Parameters key;

	ProbeNamedLock(NamedLockDialect dialect) {
		this.dialect = dialect;
		LockKey unused = ProbeLock.newKey();
		this.key = (statement) -> dialect.bind(statement, unused);
	}

	@Override
	public boolean tryAcquire(ProbeSession session) throws SQLException {
		Long answer = session.ask(this.dialect.tryAcquire(LockMode.EXCLUSIVE), this.key);
		return this.dialect.acquired(answer) == AcquireAnswer.GRANTED;
	}

	@Override
	public boolean release(ProbeSession session) throws SQLException {
		return Objects.equals(session.ask(this.dialect.release(LockMode.EXCLUSIVE), this.key), 1L);
	}

	@Override
	public String doingNothing() {
		return "its lock functions do nothing";
	}

	@Override
	public void close() {
		// nothing was made for it
	}

}

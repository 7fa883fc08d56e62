package io.namedlock.jdbc.check;

import java.sql.SQLException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import io.namedlock.LockMode;
import io.namedlock.core.LockKey;
import io.namedlock.jdbc.SessionConnection.Parameters;
import io.namedlock.jdbc.dialect.RowLockDialect;
import io.namedlock.jdbc.session.LockRows;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table {@code named_lock} that is there for the start-up check alone. Its
 * maker commits it, and removes it.
 */
final class ProbeRowLock implements ProbeLock {

	private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

	private final RowLockDialect dialect;

	private final ProbeSession maker;

	private final Parameters key;

	private @Nullable Long transaction;

	ProbeRowLock(RowLockDialect dialect, ProbeSession maker) throws SQLException {
		this.dialect = dialect;
		this.maker = maker;
		LockKey unused = ProbeLock.newKey();
		this.key = LockRows.parameter(unused);
		maker.update(dialect.createRow(), this.key);
	}

	/**
	 * Locks the row in a transaction that lasts until the release. Where the row cannot
	 * be seen, the lock counts as granted: a session would make another row there, and
	 * both would hold the lock.
	 */
	@Override
	public boolean tryAcquire(ProbeSession session) throws SQLException {
		session.beginTransaction();
		limitWaits(session);
		try {
			this.transaction = session.ask(this.dialect.tryLock(LockMode.EXCLUSIVE), this.key);
			return true;
		}
		catch (SQLException ex) {
			if (this.dialect.refusal(ex) == null) {
				throw ex;
			}
			session.endTransaction();
			return false;
		}
	}

	@Override
	public boolean release(ProbeSession session) throws SQLException {
		boolean held = Objects.equals(session.ask(this.dialect.ping()), this.transaction);
		session.endTransaction();
		return held;
	}

	@Override
	public String doingNothing() {
		return "it does not lock rows (the table named_lock of MySQL and MariaDB must be of the engine InnoDB)";
	}

	@Override
	public void close() throws SQLException {
		this.maker.endTransaction();
		this.maker.update(this.dialect.deleteRow(), this.key);
	}

	private void limitWaits(ProbeSession session) throws SQLException {
		String limit = this.dialect.limitWaits(PATIENCE_NANOS);
		if (limit != null) {
			session.update(limit, Parameters.NONE);
		}
	}

}

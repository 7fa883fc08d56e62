package io.namedlock.jdbc.seam;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.namedlock.LockMode;
import io.namedlock.LockStatus;
import io.namedlock.core.Deadline;
import io.namedlock.core.LockAttempt;
import io.namedlock.core.LockBackend;
import io.namedlock.core.LockGrant;
import io.namedlock.core.LockKey;
import io.namedlock.jdbc.LockConnectionSource;
import io.namedlock.jdbc.LockFailures;
import io.namedlock.jdbc.PlatformThreads;
import org.jspecify.annotations.Nullable;

/**
 * Locks that are rows of a table of an H2, inserted to take one and deleted to give it
 * back. Who waits asks again. Nothing frees the lock of a process that dies.
 */
final class InsertedRowBackend implements LockBackend {

	private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

	private final PlatformThreads threads = new PlatformThreads();

	private final LockConnectionSource source;

	private final LockFailures failures;

	private final Connection connection;

	private volatile boolean closed;

	/**
	 * Opens a connection, and makes the tables if they are not there.
	 */
	InsertedRowBackend(LockConnectionSource source) throws SQLException {
		this.source = source;
		this.failures = new LockFailures("H2 (%s)".formatted(source.description()));
		this.connection = source.open();
		try (Statement statement = this.connection.createStatement()) {
			statement.execute("CREATE TABLE IF NOT EXISTS inserted_row (name VARCHAR(64) PRIMARY KEY)");
			statement.execute("CREATE SEQUENCE IF NOT EXISTS inserted_row_token");
		}
	}

	@Override
	public @Nullable LockGrant acquire(LockAttempt attempt) throws InterruptedException {
		Deadline deadline = attempt.deadline();
		boolean interrupted = false;
		try {
			boolean granted = insert(attempt);
			while (!granted && !deadline.hasPassed()) {
				LockSupport.parkNanos(Math.min(PAUSE_NANOS, deadline.remainingNanos()));
				interrupted |= Thread.interrupted();
				if (interrupted && attempt.interruptible()) {
					throw new InterruptedException();
				}
				granted = insert(attempt);
			}
			return granted ? new InsertedRow(this, attempt.key()) : null;
		}
		finally {
			if (interrupted && !attempt.interruptible()) {
				Thread.currentThread().interrupt();
			}
		}
	}

	@Override
	public boolean supports(LockMode mode) {
		return mode == LockMode.EXCLUSIVE;
	}

	@Override
	public LockStatus status(LockKey key) {
		return exists(key) ? LockStatus.held(key.name(), null) : LockStatus.free(key.name());
	}

	@Override
	public long drawFencingToken(LockKey key, Deadline deadline) {
		return ask(key, "got no fencing token", "SELECT NEXT VALUE FOR inserted_row_token WHERE ? <> ''");
	}

	@Override
	public String description() {
		return "H2, inserted rows";
	}

	@Override
	public void close() {
		this.closed = true;
		this.source.discard(this.connection);
		this.threads.close();
		this.source.close();
	}

	boolean exists(LockKey key) {
		return ask(key, "could not be looked up", "SELECT COUNT(*) FROM inserted_row WHERE name = ?") == 1;
	}

	boolean delete(LockKey key) {
		try {
			return update("DELETE FROM inserted_row WHERE name = ?", key) == 1;
		}
		catch (SQLException ex) {
			throw this.failures.failed(key, "could not be released", ex);
		}
	}

	private boolean insert(LockAttempt attempt) {
		if (this.closed) {
			throw this.failures.closed(attempt.key());
		}
		try {
			return update("INSERT INTO inserted_row (name) VALUES (?)", attempt.key()) == 1;
		}
		catch (SQLIntegrityConstraintViolationException ex) {
			return false;
		}
		catch (SQLException ex) {
			throw this.closed ? this.failures.closed(attempt.key())
					: this.failures.notAcquired(attempt.key(), attempt.deadline(), ex);
		}
	}

	private int update(String sql, LockKey key) throws SQLException {
		return this.threads.call(() -> {
			synchronized (this.connection) {
				try (PreparedStatement statement = this.connection.prepareStatement(sql)) {
					statement.setString(1, key.value());
					return statement.executeUpdate();
				}
			}
		});
	}

	private long ask(LockKey key, String what, String sql) {
		try {
			return this.threads.call(() -> {
				synchronized (this.connection) {
					try (PreparedStatement statement = this.connection.prepareStatement(sql)) {
						statement.setString(1, key.value());
						ResultSet result = statement.executeQuery();
						result.next();
						return result.getLong(1);
					}
				}
			});
		}
		catch (SQLException ex) {
			throw this.failures.failed(key, what, ex);
		}
	}

}

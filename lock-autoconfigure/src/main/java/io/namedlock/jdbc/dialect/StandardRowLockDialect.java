package io.namedlock.jdbc.dialect;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

import io.namedlock.core.LineKey;
import io.namedlock.core.LockKey;
import org.jspecify.annotations.Nullable;

/**
 * The SQL that all databases share, around the names that each has for its session and
 * its transaction.
 */
abstract class StandardRowLockDialect implements RowLockDialect {

	private final String description;

	private final String answer;

	private final Set<Integer> busy;

	private final Set<Integer> undecided;

	/**
	 * Creates a dialect.
	 * @param answer the number of the session and that of the transaction, in SQL
	 * @param busy error codes of a row that others have locked
	 * @param undecided error codes of a statement that was cancelled, or chosen to end a
	 * deadlock
	 */
	StandardRowLockDialect(String description, String answer, Set<Integer> busy, Set<Integer> undecided) {
		this.description = description;
		this.answer = answer;
		this.busy = busy;
		this.undecided = undecided;
	}

	@Override
	public String description() {
		return this.description;
	}

	@Override
	public LineKey line(LockKey key) {
		return key;
	}

	@Override
	public SessionLimits limits() {
		return SessionLimits.oneLock();
	}

	@Override
	public int isolation() {
		return Connection.TRANSACTION_READ_COMMITTED;
	}

	@Override
	public String ping() {
		return "SELECT " + this.answer;
	}

	@Override
	public String row() {
		return "SELECT %s, 1 FROM named_lock WHERE name = ?".formatted(session());
	}

	@Override
	public String createRow() {
		return "INSERT INTO named_lock (name) VALUES (?)";
	}

	@Override
	public String deleteRow() {
		return "DELETE FROM named_lock WHERE name = ?";
	}

	@Override
	public @Nullable String limitWaits(long nanos) {
		return null;
	}

	@Override
	public @Nullable AcquireAnswer refusal(SQLException failure) {
		if (this.busy.contains(failure.getErrorCode())) {
			return AcquireAnswer.BUSY;
		}
		return this.undecided.contains(failure.getErrorCode()) ? AcquireAnswer.UNKNOWN : null;
	}

	@Override
	public String token() {
		return "SELECT %s, token FROM named_lock_token WHERE name = ?".formatted(session());
	}

	@Override
	public String createToken() {
		return "INSERT INTO named_lock_token (name, token) VALUES (?, 0)";
	}

	@Override
	public String drawToken() {
		return "UPDATE named_lock_token SET token = token + 1 WHERE name = ?";
	}

	/**
	 * The query for the row of a lock, to be followed by how it is locked. The table may
	 * have hints behind it.
	 */
	final String select(String table) {
		return select(table, "name = ?");
	}

	final String select(String table, String condition) {
		return "SELECT %s FROM %s WHERE %s".formatted(this.answer, table, condition);
	}

	private String session() {
		return this.answer.substring(0, this.answer.indexOf(','));
	}

}

package io.namedlock.test;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.util.Objects;

import org.awaitility.Awaitility;

/**
 * What happens to a batch.
 */
public enum BatchFault {

	/**
	 * Nothing.
	 */
	NONE,

	/**
	 * The connection fails before anything is sent.
	 */
	LOST_BEFORE {
		@Override
		public Object run(PreparedStatement batch) throws SQLException {
			throw new SQLNonTransientConnectionException("lost before", "08S01");
		}
	},

	/**
	 * The server makes all calls, and its answer is lost.
	 */
	LOST_AFTER {
		@Override
		public Object run(PreparedStatement batch) throws SQLException {
			batch.executeQuery();
			throw new SQLNonTransientConnectionException("lost after", "08S01");
		}
	},

	/**
	 * The statement is killed before the server makes the first call.
	 */
	KILLED_BEFORE {
		@Override
		public Object run(PreparedStatement batch) throws SQLException {
			throw killed(batch, "killed before");
		}
	},

	/**
	 * The server sleeps in the middle of the batch until the statement is killed.
	 */
	KILLED_MIDWAY {
		@Override
		public String change(String batch) {
			return batch.contains("unnest") ? sleepingRow(batch) : sleepingColumn(batch);
		}

		@Override
		public void strike(TestDatabase database) {
			Long sleeper = Awaitility.await().until(database::sleeper, Objects::nonNull);
			database.killQuery(sleeper);
		}
	},

	/**
	 * The statement is killed when the server has made all calls.
	 */
	KILLED_AFTER {
		@Override
		public Object run(PreparedStatement batch) throws SQLException {
			batch.executeQuery();
			throw killed(batch, "killed after");
		}
	},

	/**
	 * The server refuses something else after it has made all calls.
	 */
	REFUSED_AFTER {
		@Override
		public Object run(PreparedStatement batch) throws SQLException {
			batch.executeQuery();
			throw new SQLException("out of memory", "HY001", 1037);
		}
	},

	/**
	 * The driver has a bug that shows before it sends.
	 */
	DRIVER_FAILS_BEFORE {
		@Override
		public Object run(PreparedStatement batch) throws SQLException {
			throw new IllegalStateException("a bug of the driver");
		}
	},

	/**
	 * The driver has a bug that shows when it reads the answer.
	 */
	DRIVER_FAILS_AFTER {
		@Override
		public Object run(PreparedStatement batch) throws SQLException {
			batch.executeQuery();
			throw new StackOverflowError("a bug of the driver");
		}
	};

	/**
	 * The text to prepare instead of a batch's own.
	 */
	public String change(String batch) {
		return batch;
	}

	/**
	 * What comes from outside while the batch is on its way.
	 */
	public void strike(TestDatabase database) {
		// nothing
	}

	private static String sleepingColumn(String batch) {
		int middle = batch.indexOf("CASE ?", batch.length() / 2);
		return batch.substring(0, middle) + batch.substring(middle).replaceFirst("CASE \\?", "CASE ? + 0 * SLEEP(60)");
	}

	private static String sleepingRow(String batch) {
		return batch.replace("CASE call", "CASE call + CASE WHEN row = 2 THEN (SELECT 0 FROM pg_sleep(60)) ELSE 0 END")
			.replace("AS calls (call, key)", "WITH ORDINALITY AS calls (call, key, row)");
	}

	private static SQLException killed(PreparedStatement batch, String message) throws SQLException {
		boolean postgreSql = batch.getConnection().getMetaData().getDatabaseProductName().equals("PostgreSQL");
		return postgreSql ? new SQLException(message, "57014") : new SQLException(message, "70100", 1317);
	}

	/**
	 * Runs a batch.
	 */
	public Object run(PreparedStatement batch) throws SQLException {
		return batch.executeQuery();
	}

}

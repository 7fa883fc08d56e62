package io.namedlock.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;

/**
 * What happens to a batch.
 */
enum BatchFault {

	/**
	 * Nothing.
	 */
	NONE,

	/**
	 * The connection fails before anything is sent.
	 */
	LOST_BEFORE {
		@Override
		Object run(PreparedStatement batch) throws SQLException {
			throw new SQLNonTransientConnectionException("lost before", "08S01");
		}
	},

	/**
	 * The server makes all calls, and its answer is lost.
	 */
	LOST_AFTER {
		@Override
		Object run(PreparedStatement batch) throws SQLException {
			batch.executeQuery();
			throw new SQLNonTransientConnectionException("lost after", "08S01");
		}
	},

	/**
	 * The statement is killed before the server makes the first call.
	 */
	KILLED_BEFORE {
		@Override
		Object run(PreparedStatement batch) throws SQLException {
			throw new SQLException("killed before", "70100", 1317);
		}
	},

	/**
	 * The server sleeps in the middle of the batch until the statement is killed.
	 */
	KILLED_MIDWAY {
		@Override
		String change(String batch) {
			int middle = batch.indexOf("CASE ?", batch.length() / 2);
			return batch.substring(0, middle)
					+ batch.substring(middle).replaceFirst("CASE \\?", "CASE ? + 0 * SLEEP(60)");
		}
	},

	/**
	 * The statement is killed when the server has made all calls.
	 */
	KILLED_AFTER {
		@Override
		Object run(PreparedStatement batch) throws SQLException {
			batch.executeQuery();
			throw new SQLException("killed after", "70100", 1317);
		}
	},

	/**
	 * The server refuses something else after it has made all calls.
	 */
	REFUSED_AFTER {
		@Override
		Object run(PreparedStatement batch) throws SQLException {
			batch.executeQuery();
			throw new SQLException("out of memory", "HY001", 1037);
		}
	},

	/**
	 * The driver has a bug that shows before it sends.
	 */
	DRIVER_FAILS_BEFORE {
		@Override
		Object run(PreparedStatement batch) throws SQLException {
			throw new IllegalStateException("a bug of the driver");
		}
	},

	/**
	 * The driver has a bug that shows when it reads the answer.
	 */
	DRIVER_FAILS_AFTER {
		@Override
		Object run(PreparedStatement batch) throws SQLException {
			batch.executeQuery();
			throw new StackOverflowError("a bug of the driver");
		}
	};

	/**
	 * The text to prepare instead of a batch's own.
	 */
	String change(String batch) {
		return batch;
	}

	/**
	 * Runs a batch.
	 */
	Object run(PreparedStatement batch) throws SQLException {
		return batch.executeQuery();
	}

}

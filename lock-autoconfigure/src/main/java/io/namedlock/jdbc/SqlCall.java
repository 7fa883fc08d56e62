package io.namedlock.jdbc;

import java.sql.SQLException;

import org.jspecify.annotations.Nullable;

/**
 * A call to the database.
 */
@FunctionalInterface
public interface SqlCall<T extends @Nullable Object> {

	T run() throws SQLException;

}

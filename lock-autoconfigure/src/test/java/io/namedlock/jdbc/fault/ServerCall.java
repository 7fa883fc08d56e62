package io.namedlock.jdbc.fault;

import java.sql.SQLException;

import org.jspecify.annotations.Nullable;

/**
 * Something that is asked of the server.
 *
 * @param <T> the type of the answer
 */
@FunctionalInterface
interface ServerCall<T extends @Nullable Object> {

	T run() throws SQLException;

}

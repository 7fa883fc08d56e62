package io.namedlock.jdbc.dialect;

import org.jspecify.annotations.Nullable;

/**
 * How a database draws the next fencing token of a lock. The statement that draws it
 * takes the text of the lock's key as its only parameter.
 *
 * @param update the statement that draws, if it cannot answer
 * @param query the query for the token that the update has drawn, without parameters; or,
 * where there is no update, the one that draws and answers
 * @param table the statement by which the database's administrator creates the table of
 * tokens
 * @since 0.1
 */
public record TokenStatements(@Nullable String update, String query, String table) {

}

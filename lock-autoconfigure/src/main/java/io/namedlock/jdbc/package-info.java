/**
 * The half of a lock that lives in the database: lock sessions, their heartbeat and the
 * waits at the server.
 */
@NullMarked
package io.namedlock.jdbc;

import org.jspecify.annotations.NullMarked;

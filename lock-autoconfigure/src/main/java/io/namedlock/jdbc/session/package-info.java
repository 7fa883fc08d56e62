/**
 * No API. One session of a database: what it sends to hold locks, and what the answers
 * mean. The start-up check, the pool and the ways to ask for a lock come in here.
 */
@NullMarked
package io.namedlock.jdbc.session;

import org.jspecify.annotations.NullMarked;

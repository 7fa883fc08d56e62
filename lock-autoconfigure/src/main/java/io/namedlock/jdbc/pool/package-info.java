/**
 * No API. The sessions of a backend: which one is used for what, what each of them holds,
 * and how it is kept alive. The ways to ask for a lock come in here.
 */
@NullMarked
package io.namedlock.jdbc.pool;

import org.jspecify.annotations.NullMarked;

/**
 * No API. The start-up check: whether the database's locks exclude, wherever its
 * connections lead. Who opens the backend comes in here.
 */
@NullMarked
package io.namedlock.jdbc.check;

import org.jspecify.annotations.NullMarked;

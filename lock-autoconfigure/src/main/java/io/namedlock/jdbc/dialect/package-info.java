/**
 * One class a database: its SQL, and what its answers mean.
 */
@NullMarked
package io.namedlock.jdbc.dialect;

import org.jspecify.annotations.NullMarked;

/**
 * A third kind of lock in a database, made of nothing but what any of them stands on.
 */
@NullMarked
package io.namedlock.jdbc.seam;

import org.jspecify.annotations.NullMarked;

/**
 * Named locks over the database that an application already has: the types that a user of
 * the locks calls, implements or catches.
 */
@NullMarked
package io.namedlock;

import org.jspecify.annotations.NullMarked;

/**
 * No API. What any lock in a database stands on: where connections come from, how they
 * are asked and watched, on which threads, and what is said when they fail. Every room of
 * locks in a database comes in here.
 */
@NullMarked
package io.namedlock.jdbc;

import org.jspecify.annotations.NullMarked;

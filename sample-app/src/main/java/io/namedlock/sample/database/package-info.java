/**
 * The database that the box office brings along, unless it is given one.
 */
@NullMarked
package io.namedlock.sample.database;

import org.jspecify.annotations.NullMarked;

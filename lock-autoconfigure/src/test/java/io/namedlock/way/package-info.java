/**
 * The way of a locked call through the library, measured in a JVM of its own.
 */
@NullMarked
package io.namedlock.way;

import org.jspecify.annotations.NullMarked;

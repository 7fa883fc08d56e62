/**
 * The actuator endpoint and the health of locks.
 */
@NullMarked
package io.namedlock.actuate;

import org.jspecify.annotations.NullMarked;

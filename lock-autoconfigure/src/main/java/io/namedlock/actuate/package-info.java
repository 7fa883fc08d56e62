/**
 * No API. The actuator endpoint and the health of locks. The auto-configuration comes in
 * here.
 */
@NullMarked
package io.namedlock.actuate;

import org.jspecify.annotations.NullMarked;

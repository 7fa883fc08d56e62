/**
 * No API. Meters and observations of locks. Beside the auto-configuration, the only
 * package that knows Micrometer.
 */
@NullMarked
package io.namedlock.observe;

import org.jspecify.annotations.NullMarked;

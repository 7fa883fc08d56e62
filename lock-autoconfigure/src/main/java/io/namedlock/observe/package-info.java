/**
 * Meters and observations of locks. The only package that knows Micrometer.
 */
@NullMarked
package io.namedlock.observe;

import org.jspecify.annotations.NullMarked;

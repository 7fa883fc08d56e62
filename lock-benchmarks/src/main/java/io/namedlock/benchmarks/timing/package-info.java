/**
 * How contenders are timed: in short slices that take turns, with exclusion checked in
 * each.
 */
@NullMarked
package io.namedlock.benchmarks.timing;

import org.jspecify.annotations.NullMarked;

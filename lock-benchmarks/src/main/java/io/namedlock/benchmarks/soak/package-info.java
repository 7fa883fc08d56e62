/**
 * Random use for a given time, and whether anything is left of it.
 */
@NullMarked
package io.namedlock.benchmarks.soak;

import org.jspecify.annotations.NullMarked;

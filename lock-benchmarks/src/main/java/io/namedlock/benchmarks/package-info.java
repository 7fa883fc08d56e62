/**
 * Measures the locks beside their peers, all in one run on one machine.
 */
@NullMarked
package io.namedlock.benchmarks;

import org.jspecify.annotations.NullMarked;

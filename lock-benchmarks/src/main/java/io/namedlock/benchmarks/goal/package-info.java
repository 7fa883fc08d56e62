/**
 * Whether the figures reach the project's goals.
 */
@NullMarked
package io.namedlock.benchmarks.goal;

import org.jspecify.annotations.NullMarked;

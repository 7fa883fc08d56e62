/**
 * What the contenders are made to do.
 */
@NullMarked
package io.namedlock.benchmarks.workload;

import org.jspecify.annotations.NullMarked;

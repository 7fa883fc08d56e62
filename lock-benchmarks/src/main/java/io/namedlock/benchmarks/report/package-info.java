/**
 * The figures as a table and as JSON.
 */
@NullMarked
package io.namedlock.benchmarks.report;

import org.jspecify.annotations.NullMarked;

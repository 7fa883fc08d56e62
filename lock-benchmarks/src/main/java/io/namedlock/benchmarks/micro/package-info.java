/**
 * What JMH measures: calls of less than a microsecond, within one thread.
 */
@NullMarked
package io.namedlock.benchmarks.micro;

import org.jspecify.annotations.NullMarked;

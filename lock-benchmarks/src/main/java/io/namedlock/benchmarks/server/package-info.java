/**
 * The servers that a run starts and ends, and the delaying network.
 */
@NullMarked
package io.namedlock.benchmarks.server;

import org.jspecify.annotations.NullMarked;

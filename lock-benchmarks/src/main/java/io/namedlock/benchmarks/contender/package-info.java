/**
 * What is measured: this library and its peers, behind one interface.
 */
@NullMarked
package io.namedlock.benchmarks.contender;

import org.jspecify.annotations.NullMarked;

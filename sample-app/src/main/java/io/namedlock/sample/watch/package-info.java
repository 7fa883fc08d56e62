/**
 * What the page of the sample shows of the locks: who holds one and who waits in this
 * instance, and how long waits took.
 */
@NullMarked
package io.namedlock.sample.watch;

import org.jspecify.annotations.NullMarked;

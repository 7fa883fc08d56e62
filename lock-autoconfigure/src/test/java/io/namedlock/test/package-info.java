/**
 * Servers and faulty networks for tests.
 */
@NullMarked
package io.namedlock.test;

import org.jspecify.annotations.NullMarked;

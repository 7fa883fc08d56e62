/**
 * No API. How long a call holds its locks: until it returns, its stage has completed or
 * its transaction has ended. The way in and the auto-configuration come in here.
 */
@NullMarked
package io.namedlock.aspect.hold;

import org.jspecify.annotations.NullMarked;

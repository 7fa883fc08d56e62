/**
 * No API. What ends the start of an application rather than run a method unlocked. The
 * auto-configuration comes in here.
 */
@NullMarked
package io.namedlock.aspect.check;

import org.jspecify.annotations.NullMarked;

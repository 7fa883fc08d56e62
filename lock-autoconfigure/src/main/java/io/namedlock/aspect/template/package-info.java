/**
 * No API. Templates of lock names: read once at the start, evaluated at each call. The
 * other rooms of the aspect come in here.
 */
@NullMarked
package io.namedlock.aspect.template;

import org.jspecify.annotations.NullMarked;

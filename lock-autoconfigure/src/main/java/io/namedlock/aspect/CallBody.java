package io.namedlock.aspect;

import org.jspecify.annotations.Nullable;

/**
 * What is run while the lock is held: the rest of a call.
 */
@FunctionalInterface
interface CallBody {

	@Nullable Object proceed() throws Throwable;

}

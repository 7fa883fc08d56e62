package io.namedlock.aspect;

import org.jspecify.annotations.Nullable;

/**
 * What runs while the lock is held: the method, and the advice between it and the lock.
 */
@FunctionalInterface
interface InvocationBody {

	@Nullable Object proceed() throws Throwable;

}

package io.namedlock.aspect;

import java.lang.reflect.Method;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

/**
 * The stage that a caller gets of a locked method: it completes after the lock has been
 * given back, and does not succeed where that was lost.
 */
final class LockedStage {

	private LockedStage() {
	}

	/**
	 * Keeps a lock until a stage has completed.
	 * @param stage what the method returned
	 * @param lock its lock
	 * @param method the method
	 * @return what its caller gets: the same stage if the method promises a type of its
	 * own
	 */
	static <T> CompletionStage<T> hold(CompletionStage<T> stage, HeldLock lock, Method method) {
		CompletableFuture<T> outcome = lock.enter(stage);
		if (!method.getReturnType().isAssignableFrom(CompletableFuture.class)) {
			return stage;
		}
		if (stage instanceof CompletableFuture<T> original) {
			outcome.whenComplete((result, failure) -> passOn(original, result, failure));
		}
		return outcome;
	}

	static <T> void complete(CompletableFuture<T> future, @Nullable T result, @Nullable Throwable failure) {
		if (failure != null) {
			future.completeExceptionally(failure);
		}
		else {
			future.complete(result);
		}
	}

	/**
	 * What the caller does to its stage counts for the one behind it.
	 */
	private static <T> void passOn(CompletableFuture<T> original, @Nullable T result, @Nullable Throwable failure) {
		if (failure instanceof CancellationException) {
			original.cancel(true);
		}
		else {
			complete(original, result, failure);
		}
	}

}

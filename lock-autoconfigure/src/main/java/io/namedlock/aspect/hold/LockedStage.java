package io.namedlock.aspect.hold;

import java.lang.reflect.Method;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

/**
 * The stage that a caller gets of a locked method. It completes after the lock was
 * released, and fails if the lock was lost.
 */
public final class LockedStage {

	private LockedStage() {
	}

	/**
	 * Keeps a lock until the stage has completed that its method returned. The method's
	 * caller gets another stage, or the same one if the method declares a type of its
	 * own, which no other stage has.
	 */
	public static <T> CompletionStage<T> hold(CompletionStage<T> stage, HeldLock lock, Method method) {
		CompletableFuture<T> outcome = new CompletableFuture<>();
		lock.retain();
		try {
			stage.whenComplete((result, failure) -> complete(outcome, result,
					(failure != null) ? lock.releaseAfterFailure(failure) : lock.releaseInBackground()));
		}
		catch (RuntimeException ex) {
			// The stage never calls back, so nobody else ends what it retained
			lock.releaseInBackground();
			throw ex;
		}
		if (!outcome.isDone()) {
			// The thread goes on beside the stage, and must wait for the lock as all do
			lock.handle().detach();
		}
		if (!method.getReturnType().isAssignableFrom(CompletableFuture.class)) {
			return stage;
		}
		if (stage instanceof CompletableFuture<T> original) {
			outcome.whenComplete((result, failure) -> passOn(original, result, failure));
		}
		return outcome;
	}

	/**
	 * Passes on to the method's stage what the caller does to the one it got: the caller
	 * may cancel or complete it.
	 */
	private static <T> void passOn(CompletableFuture<T> original, @Nullable T result, @Nullable Throwable failure) {
		// Only cancel() stops the work behind a future that can be stopped
		if (failure instanceof CancellationException) {
			original.cancel(true);
		}
		else {
			complete(original, result, failure);
		}
	}

	private static <T> void complete(CompletableFuture<T> future, @Nullable T result, @Nullable Throwable failure) {
		if (failure != null) {
			future.completeExceptionally(failure);
		}
		else {
			future.complete(result);
		}
	}

}

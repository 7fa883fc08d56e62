package io.namedlock.aspect.hold;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.namedlock.LockBackendException;
import io.namedlock.LockLostException;
import io.namedlock.LockNotAcquiredException;
import io.namedlock.annotation.NamedLock;
import io.namedlock.test.BreakableBackend;
import io.namedlock.test.LockedContext;
import io.namedlock.test.Threads;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for methods whose result is a stage that may still run.
 */
class LockedStageTests {

	private final LockedContext context = LockedContext.of(Exports.class);

	private final Exports exports = this.context.get(Exports.class);

	private final ExecutorService oneThread = Executors.newSingleThreadExecutor();

	@AfterEach
	void close() {
		this.oneThread.shutdownNow();
		this.context.close();
	}

	@Test
	void holdsUntilTheStageIsComplete() {
		CompletableFuture<String> stage = new CompletableFuture<>();
		CompletionStage<String> returned = this.exports.export(stage);
		assertThat(isFree()).isFalse();
		stage.complete("done");
		assertThat(isFree()).isTrue();
		assertThat(returned.toCompletableFuture()).isCompletedWithValue("done");
	}

	@Test
	void holdsUntilTheStageHasFailed() {
		CompletableFuture<String> stage = new CompletableFuture<>();
		this.exports.export(stage);
		stage.completeExceptionally(new IllegalStateException("of the stage"));
		assertThat(isFree()).isTrue();
	}

	@Test
	void releasesWhenTheStageIsCancelled() {
		CompletableFuture<String> stage = new CompletableFuture<>();
		this.exports.export(stage);
		stage.cancel(true);
		assertThat(isFree()).isTrue();
	}

	@Test
	void releasesAtOnceWithoutAStage() {
		assertThat(this.exports.export(null)).isNull();
		assertThat(isFree()).isTrue();
	}

	@Test
	void releasesAtOnceWhenTheStageIsComplete() {
		this.exports.export(CompletableFuture.completedFuture("done"));
		assertThat(isFree()).isTrue();
	}

	@Test
	void aFailedReleaseOfACompleteStageIsThrown() {
		this.context.get(BreakableBackend.class).failReleases();
		CompletableFuture<String> stage = CompletableFuture.completedFuture("done");
		assertThatExceptionOfType(LockBackendException.class).isThrownBy(() -> this.exports.export(stage));
	}

	@Test
	void aFailedReleaseAfterTheCallIsLeftToTheLog() {
		this.context.get(BreakableBackend.class).failReleases();
		CompletableFuture<String> stage = new CompletableFuture<>();
		CompletionStage<String> returned = this.exports.export(stage);
		stage.complete("done");
		assertThat(returned.toCompletableFuture()).isCompletedWithValue("done");
		assertThat(isFree()).isTrue();
	}

	@Test
	void theThreadThatStartedTheStageIsAStrangerToItsLock() throws Exception {
		CompletableFuture<String> stage = new CompletableFuture<>();
		Threads.await(this.oneThread.submit(() -> this.exports.export(stage)));
		Future<?> next = this.oneThread
			.submit(() -> this.exports.export(CompletableFuture.completedFuture("beside it")));
		assertThatExceptionOfType(LockNotAcquiredException.class).isThrownBy(() -> Threads.await(next));
		stage.complete("done");
		Threads.await(this.oneThread.submit(() -> this.exports.export(CompletableFuture.completedFuture("after it"))));
	}

	@Test
	void findsAStageBehindAnUndeclaredType() {
		CompletableFuture<String> stage = new CompletableFuture<>();
		this.exports.undeclared(stage);
		assertThat(isFree()).isFalse();
		stage.complete("done");
		assertThat(isFree()).isTrue();
	}

	@Test
	void aStageDoesNotSucceedWhoseLockWasLost() {
		CompletableFuture<String> stage = new CompletableFuture<>();
		CompletionStage<String> returned = this.exports.export(stage);
		this.context.get(BreakableBackend.class).loseAll();
		stage.complete("done");
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(returned.toCompletableFuture()::get)
			.withCauseInstanceOf(LockLostException.class);
	}

	@Test
	void theFailureOfAStageIsTheCauseOfWhatTellsTheLoss() {
		CompletableFuture<String> stage = new CompletableFuture<>();
		CompletionStage<String> returned = this.exports.export(stage);
		this.context.get(BreakableBackend.class).loseAll();
		stage.completeExceptionally(new IllegalStateException("of the stage"));
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(returned.toCompletableFuture()::get)
			.withRootCauseInstanceOf(IllegalStateException.class)
			.withCauseInstanceOf(LockLostException.class);
	}

	@Test
	void aFailureIsThatOfTheStage() {
		CompletableFuture<String> stage = new CompletableFuture<>();
		CompletionStage<String> returned = this.exports.export(stage);
		IllegalStateException failure = new IllegalStateException("of the stage");
		stage.completeExceptionally(failure);
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(returned.toCompletableFuture()::get)
			.satisfies((ex) -> assertThat(ex.getCause()).isSameAs(failure));
	}

	@Test
	void theLockIsFreeBeforeTheCallerHearsOfTheEnd() {
		CompletableFuture<String> stage = new CompletableFuture<>();
		CompletionStage<Boolean> free = this.exports.export(stage).thenApply((result) -> isFree());
		stage.complete("done");
		assertThat(free.toCompletableFuture()).isCompletedWithValue(true);
	}

	@Test
	void whatTheCallerDoesToItsStageCountsForTheMethods() {
		CompletableFuture<String> cancelled = new CompletableFuture<>();
		this.exports.export(cancelled).toCompletableFuture().cancel(true);
		assertThat(cancelled).isCancelled();
		assertThat(isFree()).isTrue();
		CompletableFuture<String> completed = new CompletableFuture<>();
		this.exports.export(completed).toCompletableFuture().complete("by the caller");
		assertThat(completed).isCompletedWithValue("by the caller");
		assertThat(isFree()).isTrue();
	}

	@Test
	void aMethodThatDeclaresATypeOfItsOwnReturnsItsStage() {
		Progress stage = new Progress();
		assertThat(this.exports.progress(stage)).isSameAs(stage);
		assertThat(isFree()).isFalse();
		stage.complete("done");
		assertThat(isFree()).isTrue();
	}

	private boolean isFree() {
		return this.context.isFree("export");
	}

	static class Exports {

		@NamedLock(name = "export", waitTime = "0")
		public @Nullable CompletionStage<String> export(@Nullable CompletionStage<String> stage) {
			return stage;
		}

		@NamedLock(name = "export", waitTime = "0")
		public Progress progress(Progress stage) {
			return stage;
		}

		@NamedLock(name = "export", waitTime = "0")
		public Object undeclared(Object result) {
			return result;
		}

	}

	static class Progress extends CompletableFuture<String> {

	}

}

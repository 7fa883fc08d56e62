package io.namedlock.core;

import io.namedlock.LockDeadlockException;
import io.namedlock.LockHandle;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A circle of waiting threads is refused also where it goes through one of several
 * readers.
 */
interface SharedModeDeadlockContract extends SharedModeContract {

	@Test
	default void aDeadlockThroughAnyOfTheReadersIsRefused() throws Exception {
		String shelf = sharedName();
		String desk = uniqueName();
		Actor reader = actor();
		Actor writer = actor();
		writer.does(obtain(desk)::lock);
		LockHandle other = registry().acquire(SharedModeContract.shared(shelf).threadBound());
		LockHandle handle = reader.does(() -> registry().acquire(SharedModeContract.shared(shelf).threadBound()));
		Pending<Void> waiting = reader.begins(obtain(desk)::lock).awaitInLine();
		assertThatExceptionOfType(LockDeadlockException.class).isThrownBy(() -> writer.does(obtain(shelf)::lock))
			.withMessageContaining(shelf);
		writer.does(obtain(desk)::unlock);
		waiting.result();
		reader.does(handle::close);
		other.close();
		assertFree(shelf);
	}

	/**
	 * The second reader waits for the first, since the writer between them does.
	 */
	@Test
	default void aDeadlockOfAReaderBehindAWriterIsRefused() throws Exception {
		String shelf = sharedName();
		String desk = uniqueName();
		Actor early = actor();
		Actor late = actor();
		LockHandle first = early.does(() -> registry().acquire(SharedModeContract.shared(shelf).threadBound()));
		late.does(obtain(desk)::lock);
		Pending<LockHandle> writer = actor().begins(() -> registry().acquire(shelf)).awaitInLine();
		Pending<LockHandle> second = late
			.begins(() -> registry().acquire(SharedModeContract.shared(shelf).threadBound()))
			.awaitInLine();
		assertThatExceptionOfType(LockDeadlockException.class).isThrownBy(() -> early.does(obtain(desk)::lock))
			.withMessageContaining(desk);
		early.does(first::close);
		writer.result().close();
		LockHandle last = second.result();
		late.does(last::close);
		late.does(obtain(desk)::unlock);
		assertFree(shelf);
	}

}

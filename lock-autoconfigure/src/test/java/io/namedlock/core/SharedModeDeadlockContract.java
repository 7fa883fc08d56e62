package io.namedlock.core;

import io.namedlock.LockDeadlockException;
import io.namedlock.LockHandle;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

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

}

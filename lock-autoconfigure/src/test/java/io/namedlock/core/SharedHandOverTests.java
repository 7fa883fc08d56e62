package io.namedlock.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.namedlock.LockHandle;
import io.namedlock.LockMode;
import io.namedlock.LockRegistry;
import io.namedlock.LockRequest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How a lock that may be shared goes from one owner of this JVM to the next.
 */
class SharedHandOverTests extends SharedLockTestSupport {

	@Test
	void aReaderWhoJoinsCountsAsAHandOver() throws Exception {
		LockRegistry registry = sharing(2);
		List<LockHandle> readers = new ArrayList<>();
		for (int i = 0; i < 3; i++) {
			readers.add(actor().does(() -> registry.acquire(this.reading)));
		}
		assertThat(this.backend.attempts()).hasSize(1);
		readers.add(actor().does(() -> registry.acquire(this.reading)));
		assertThat(this.backend.attempts()).hasSize(2);
		readers.forEach(LockHandle::close);
	}

	/**
	 * The other lock is kept for longer, by the same timer.
	 */
	@Test
	void aReaderWhoJoinsAKeptLockHasItBeyondThatTime() throws Exception {
		LockRegistry registry = sharing(64);
		Duration minimum = Duration.ofSeconds(2);
		actor().does(() -> registry.acquire(this.reading.heldAtLeast(minimum)).close());
		LockHandle joined = registry.acquire(this.reading);
		assertThat(this.backend.attempts()).hasSize(1);
		String other = uniqueName();
		registry.acquire(LockRequest.of(other).heldAtLeast(minimum)).close();
		Awaitility.await().until(() -> !this.backend.database().isHeld(LockKey.of(other)));
		assertThat(joined.isHeld()).isTrue();
		assertThat(isFreeForStrangers(registry, this.name)).isFalse();
		joined.close();
	}

	@ParameterizedTest
	@EnumSource
	void aLockIsExchangedOnceForTheModeOfTheNext(LockMode mode) throws Exception {
		LockRegistry registry = sharing(0);
		LockMode before = (mode == LockMode.SHARED) ? LockMode.EXCLUSIVE : LockMode.SHARED;
		LockHandle first = registry.acquire(LockRequest.of(this.name).inMode(before));
		Pending<LockHandle> next = actor().begins(() -> registry.acquire(LockRequest.of(this.name).inMode(mode)))
			.awaitInLine();
		first.close();
		LockHandle second = next.result();
		assertThat(this.backend.exchanges()).isOne();
		second.verify();
		second.close();
		assertThat(this.backend.releases()).isEqualTo(2);
	}

}

package io.namedlock.jdbc.fault;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import io.namedlock.LockHandle;
import io.namedlock.LockRequest;
import io.namedlock.core.DefaultLockRegistry;
import io.namedlock.core.LockRegistrySettings;
import io.namedlock.core.MemoryLockBackend;
import io.namedlock.jdbc.fault.LockOperation.Kind;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LinearizationTests {

	private final Hold first = hold();

	private final Hold second = hold();

	@Test
	void findsAnOrderForOneAfterTheOther() {
		assertThat(exists(grant(this.first, 1, 2), end(this.first, 3, 4), grant(this.second, 5, 6))).isTrue();
	}

	@Test
	void findsAnOrderWhereTheLatterIsToldFirst() {
		assertThat(exists(grant(this.first, 1, 2), end(this.first, 3, 9), grant(this.second, 1, 5))).isTrue();
	}

	@Test
	void findsNoneForTwoAtATime() {
		assertThat(exists(grant(this.first, 1, 2), end(this.first, 7, 8), grant(this.second, 3, 6))).isFalse();
	}

	@Test
	void findsNoneForTwoWhoEndWithoutAWord() {
		assertThat(exists(grant(this.first, 1, 2), end(this.first, 7, Long.MAX_VALUE), grant(this.second, 3, 6),
				end(this.second, 9, Long.MAX_VALUE)))
			.isFalse();
	}

	@Test
	void findsNoneForARefusalOfAFreeLock() {
		assertThat(exists(grant(this.first, 1, 2), end(this.first, 3, 4), refusal(5, 6))).isFalse();
	}

	@Test
	void findsAnOrderForARefusalOfALockThatMayStillBeHeld() {
		assertThat(exists(grant(this.first, 1, 2), end(this.first, 3, 5), refusal(4, 6))).isTrue();
	}

	private static boolean exists(LockOperation... operations) {
		return Linearization.exists(List.of(operations));
	}

	private static LockOperation grant(Hold hold, long from, long to) {
		return new LockOperation(Kind.GRANT, hold, from, to);
	}

	private static LockOperation end(Hold hold, long from, long to) {
		return new LockOperation(Kind.END, hold, from, to);
	}

	private static LockOperation refusal(long from, long to) {
		return new LockOperation(Kind.REFUSAL, null, from, to);
	}

	private static Hold hold() {
		try (DefaultLockRegistry registry = new DefaultLockRegistry(new MemoryLockBackend(),
				LockRegistrySettings.defaults());
				LockHandle handle = registry.acquire(LockRequest.of("a").waitingAtMost(Duration.ZERO))) {
			return new Hold("node", Set.of("a"), handle, 0);
		}
	}

}

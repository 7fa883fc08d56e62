package io.namedlock.core;

import java.time.Duration;

import io.namedlock.InvalidLockNameException;
import io.namedlock.LockHandle;
import io.namedlock.LockRequest;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever is asked for, it is a lock or refused before anything is taken.
 */
class RequestFuzzTests {

	private final DefaultLockRegistry registry = new DefaultLockRegistry(new MemoryLockBackend(),
			LockRegistrySettings.defaults());

	@Property(tries = 3_000)
	void aNameIsALockOrAnInvalidName(@ForAll("names") @Nullable String name) {
		try (LockHandle handle = this.registry.acquire(LockRequest.of(name))) {
			assertThat(handle.isHeld()).isTrue();
			assertThat(this.registry.status(name).isFree()).isFalse();
		}
		catch (InvalidLockNameException ex) {
			assertThat(ex.getMessage()).matches("\\P{Cc}+");
		}
		assertThat(this.registry.gateCount()).isZero();
	}

	/**
	 * A wrong argument is the programmer's, and told by the JDK's own exception.
	 */
	@Property
	void aDurationIsTakenOrRefused(@ForAll("durations") Duration wait, @ForAll("durations") Duration hold) {
		LockRequest request;
		try {
			request = LockRequest.of("a").waitingAtMost(wait).heldAtLeast(hold);
		}
		catch (IllegalArgumentException ex) {
			Duration longest = Duration.ofNanos(Long.MAX_VALUE);
			assertThat(wait.isNegative() || hold.isNegative() || wait.compareTo(longest) > 0
					|| hold.compareTo(longest) > 0)
				.isTrue();
			return;
		}
		DefaultLockRegistry own = new DefaultLockRegistry(new MemoryLockBackend(), LockRegistrySettings.defaults());
		own.acquire(request).close();
		own.close();
		assertThat(own.gateCount()).isZero();
	}

	@Provide
	Arbitrary<String> names() {
		return Arbitraries.oneOf(Arbitraries.strings().ofMaxLength(100), LockNameArbitraries.text()).injectNull(0.01);
	}

	@Provide
	Arbitrary<Duration> durations() {
		Arbitrary<Long> seconds = Arbitraries.oneOf(Arbitraries.of(0L, 1L, -1L, Long.MAX_VALUE, Long.MIN_VALUE),
				Arbitraries.longs());
		return seconds.flatMap((second) -> Arbitraries.integers()
			.between(0, 999_999_999)
			.map((nano) -> Duration.ofSeconds(second, nano)));
	}

}

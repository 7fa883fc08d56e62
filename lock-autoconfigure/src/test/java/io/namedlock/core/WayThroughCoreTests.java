package io.namedlock.core;

import java.lang.StackWalker.StackFrame;
import java.util.ArrayList;
import java.util.List;

import io.namedlock.LockHandle;
import io.namedlock.LockMode;
import io.namedlock.LockRequest;
import io.namedlock.LockStatus;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that a call that meets nobody can be followed: through how many methods of the
 * registry it comes to the backend.
 */
class WayThroughCoreTests {

	private final List<String> way = new ArrayList<>();

	@AutoClose
	private final DefaultLockRegistry registry = new DefaultLockRegistry(new NotingBackend(),
			LockRegistrySettings.defaults());

	@Test
	void anAcquireComesToTheBackendInFourCalls() {
		this.registry.acquire(LockRequest.of("a")).close();
		assertThat(wayTo("acquire")).containsExactly("DefaultLockRegistry.acquire", "Acquisition.run",
				"Acquisition.take", "Acquisition.ask");
	}

	@Test
	void aReleaseComesToTheBackendInAFewCalls() {
		this.registry.acquire(LockRequest.of("a")).close();
		assertThat(wayTo("release")).containsExactly("Claim.close", "Claim.closeOwner", "Gate.giveBack", "Gate.release",
				"Gate.releaseOrExchange");
	}

	@Test
	void aQuestionComesToTheGrantInOneCall() {
		LockHandle handle = this.registry.acquire(LockRequest.of("a"));
		this.way.clear();
		assertThat(handle.isHeld()).isTrue();
		assertThat(wayTo("isHeld")).containsExactly("Claim.isHeld");
		handle.close();
	}

	private List<String> wayTo(String method) {
		return this.way.stream()
			.filter((line) -> line.startsWith(method + " "))
			.findFirst()
			.map((line) -> List.of(line.substring(method.length() + 1).split(" ")))
			.orElseThrow();
	}

	private void note(String method) {
		List<String> frames = new ArrayList<>();
		StackWalker.getInstance()
			.forEach((frame) -> frames.add(0, isOurs(frame)
					? frame.getClassName().substring("io.namedlock.core.".length()) + "." + frame.getMethodName()
					: ""));
		frames.removeIf(String::isEmpty);
		this.way.add(method + " " + String.join(" ", frames));
	}

	private static boolean isOurs(StackFrame frame) {
		return frame.getClassName().startsWith("io.namedlock.core.")
				&& !frame.getClassName().startsWith(WayThroughCoreTests.class.getName());
	}

	/**
	 * Grants whatever it is asked for, and notes how it was called.
	 */
	private final class NotingBackend implements LockBackend {

		@Override
		public LockGrant acquire(LockAttempt attempt) {
			note("acquire");
			return new NotingGrant();
		}

		@Override
		public boolean supports(LockMode mode) {
			return true;
		}

		@Override
		public LockStatus status(LockKey key) {
			return LockStatus.unknown(key.name());
		}

		@Override
		public long drawFencingToken(LockKey key, Deadline deadline) {
			return 1;
		}

		@Override
		public String description() {
			return "a backend that notes";
		}

		@Override
		public void close() {
			// holds nothing
		}

	}

	private final class NotingGrant implements LockGrant {

		@Override
		public boolean isHeld() {
			note("isHeld");
			return true;
		}

		@Override
		public void verify() {
			note("verify");
		}

		@Override
		public void release() {
			note("release");
		}

		@Override
		public void onLost(Runnable action) {
			// is not lost
		}

	}

}

package io.namedlock.aspect;

import java.util.stream.Collectors;

import io.namedlock.CurrentLock;
import io.namedlock.LockHandle;
import io.namedlock.annotation.NamedLock;
import io.namedlock.test.LockedContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link LockHandle#current()} in woven methods, and in those that are reached
 * through a proxy as well.
 */
@EnabledIfSystemProperty(named = "named-lock.woven", matches = "true")
class WovenCurrentLockTests {

	@Test
	void isTheLockOfTheInnermostWovenCall() {
		try (LockedContext context = LockedContext.of()) {
			assertThat(new Orders().outer()).isEqualTo("outer | inner in outer | static in inner in outer | outer");
			assertThatIllegalStateException().isThrownBy(LockHandle::current);
			assertThat(context.isFree("outer")).isTrue();
		}
	}

	@Test
	void isOneLockWhereTheCallPassesAProxyToo() {
		try (LockedContext context = LockedContext.of(Orders.class)) {
			assertThat(context.get(Orders.class).outer())
				.isEqualTo("outer | inner in outer | static in inner in outer | outer");
			assertThatIllegalStateException().isThrownBy(LockHandle::current);
		}
	}

	static class Orders {

		@NamedLock("outer")
		public String outer() {
			return current() + " | " + inner() + " | " + current();
		}

		@NamedLock("inner")
		private String inner() {
			return current() + " | " + ofTheClass();
		}

		@NamedLock("static")
		private static String ofTheClass() {
			return current();
		}

		private static String current() {
			assertThat(CurrentLock.all()).first().isSameAs(LockHandle.current());
			return CurrentLock.all().stream().map(LockHandle::name).collect(Collectors.joining(" in "));
		}

	}

}

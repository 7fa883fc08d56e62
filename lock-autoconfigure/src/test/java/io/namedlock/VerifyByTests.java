package io.namedlock;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LockHandle#verifyBy(Connection)}, by which a transaction asks whether
 * the lock stands.
 */
class VerifyByTests {

	private final Connection untouched = proxy(Connection.class, (proxy, method, arguments) -> {
		throw new AssertionError(method);
	});

	private final List<String> calls = new ArrayList<>();

	@Test
	void asksAsVerifyDoesWhereTheLockKnowsNothingElse() {
		LockHandle handle = proxy(LockHandle.class, (proxy, method, arguments) -> {
			this.calls.add(method.getName());
			return method.isDefault() ? InvocationHandler.invokeDefault(proxy, method, arguments) : null;
		});
		handle.verifyBy(this.untouched);
		assertThat(this.calls).containsExactly("verifyBy", "verify");
	}

	@Test
	void isPassedOnByTheLockOfACall() {
		LockHandle handle = proxy(LockHandle.class, (proxy, method, arguments) -> {
			assertThat(arguments[0] == this.untouched).isTrue();
			this.calls.add(method.getName());
			return null;
		});
		CurrentLock entered = CurrentLock.enter(handle);
		try {
			LockHandle.current().verifyBy(this.untouched);
		}
		finally {
			entered.leave();
		}
		assertThat(this.calls).containsExactly("verifyBy");
	}

	private static <T> T proxy(Class<T> type, InvocationHandler handler) {
		return type
			.cast(Proxy.newProxyInstance(VerifyByTests.class.getClassLoader(), new Class<?>[] { type }, handler));
	}

}

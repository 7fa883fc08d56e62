package io.namedlock.core;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;

import io.namedlock.LockHandle;
import io.namedlock.LockLostException;
import io.namedlock.LockRegistry;
import io.namedlock.LockRequest;
import io.namedlock.test.TestSettings;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class LostLockTests extends RegistryTestSupport {

	private final FakeBackend backend = new FakeBackend();

	private final String name = uniqueName();

	@Override
	protected LockRegistry newRegistry(LockRegistrySettings settings) {
		return new DefaultLockRegistry(this.backend, settings);
	}

	@Test
	void theHolderIsToldOnce() {
		AtomicInteger told = new AtomicInteger();
		LockHandle handle = registry().acquire(this.name);
		handle.onLost(told::incrementAndGet);
		this.backend.lastGrant().lose();
		assertThat(handle.isHeld()).isFalse();
		assertThatExceptionOfType(LockLostException.class).isThrownBy(handle::verify);
		assertThatExceptionOfType(LockLostException.class).isThrownBy(handle::close);
		assertThat(told).hasValue(1);
	}

	@Test
	void isCalledByItsNameWithoutThePrefix() {
		LockRegistry shop = registry(TestSettings.prefixed("shop:"));
		LockHandle handle = shop.acquire(this.name);
		assertThat(this.backend.attempts()).extracting((attempt) -> attempt.key().value())
			.containsExactly("shop:" + this.name);
		this.backend.lastGrant().lose();
		assertThatExceptionOfType(LockLostException.class).isThrownBy(handle::verify)
			.withMessageContaining("'" + this.name + "'")
			.satisfies((ex) -> assertThat(ex.lockName()).isEqualTo(this.name));
	}

	@Test
	void whoAsksLateIsToldAtOnce() {
		AtomicInteger told = new AtomicInteger();
		LockHandle handle = registry().acquire(this.name);
		this.backend.lastGrant().lose();
		handle.onLost(told::incrementAndGet);
		assertThat(told).hasValue(1);
	}

	@Test
	void anActionThatFailsDoesNotKeepTheNextFromRunning() {
		AtomicInteger told = new AtomicInteger();
		LockHandle handle = registry().acquire(this.name);
		handle.onLost(() -> {
			throw new IllegalStateException("a failing action");
		});
		handle.onLost(told::incrementAndGet);
		this.backend.lastGrant().lose();
		assertThat(told).hasValue(1);
	}

	@Test
	void severalLocksTellOnceAndAreAllReleased() throws Exception {
		String other = "b" + this.name;
		AtomicInteger told = new AtomicInteger();
		LockHandle handle = registry().acquire(LockRequest.ofAll("a" + this.name, other));
		handle.onLost(told::incrementAndGet);
		this.backend.lastGrant().lose();
		assertThat(handle.isHeld()).isFalse();
		assertThatExceptionOfType(LockLostException.class).isThrownBy(handle::verify);
		assertThatExceptionOfType(LockLostException.class).isThrownBy(handle::close);
		assertThat(told).hasValue(1);
		assertFree("a" + this.name);
		assertFree(other);
	}

	@Test
	void reentrantTryLockAsksTheDatabase() {
		Lock lock = obtain(this.name);
		assertThat(lock.tryLock()).isTrue();
		int before = this.backend.verifies();
		assertThat(lock.tryLock()).isTrue();
		assertThat(this.backend.verifies()).isEqualTo(before + 1);
		lock.unlock();
		lock.unlock();
	}

	@Test
	void reentrantTryLockOfALostLockIsFalse() throws Exception {
		Lock lock = obtain(this.name);
		lock.lock();
		this.backend.lastGrant().lose();
		assertThat(lock.tryLock()).isFalse();
		assertThat(lock.tryLock(1, TimeUnit.SECONDS)).isFalse();
		assertThatExceptionOfType(LockLostException.class).isThrownBy(lock::lock);
		assertThatExceptionOfType(LockLostException.class).isThrownBy(lock::unlock);
		assertThatExceptionOfType(IllegalMonitorStateException.class).isThrownBy(lock::unlock);
		assertFree(this.name);
	}

	@Test
	void aNestedRequestForALostLockFails() throws Exception {
		LockHandle outer = registry().acquire(this.name);
		this.backend.lastGrant().lose();
		assertThatExceptionOfType(LockLostException.class).isThrownBy(() -> registry().acquire(this.name));
		assertThatExceptionOfType(LockLostException.class).isThrownBy(outer::close);
		assertFree(this.name);
	}

	@Test
	void aSharedHoldDoesNotMakeAnExclusiveOneReentrant() {
		LockRequest request = LockRequest.of(this.name);
		LockHandle shared = registry().acquire(request.shared());
		assertThat(registry().tryAcquire(request.waitingAtMost(Duration.ZERO)).isPresent()).isFalse();
		shared.close();
	}

	@Test
	void aTransactionThatAsksBySeveralLocksAsksForEach() {
		Connection transaction = (Connection) Proxy.newProxyInstance(getClass().getClassLoader(),
				new Class<?>[] { Connection.class }, (proxy, method, arguments) -> {
					throw new AssertionError(method);
				});
		LockHandle handle = registry().acquire(LockRequest.ofAll("a" + this.name, "b" + this.name));
		int before = this.backend.verifies();
		handle.verifyBy(transaction);
		assertThat(this.backend.verifies()).isEqualTo(before + 2);
		this.backend.lastGrant().lose();
		assertThatExceptionOfType(LockLostException.class).isThrownBy(() -> handle.verifyBy(transaction));
		assertThatExceptionOfType(LockLostException.class).isThrownBy(handle::close);
	}

	@Test
	void aLossIsToldInTheSameWordsEverywhere() {
		LockHandle outer = registry().acquire(this.name);
		this.backend.lastGrant().lose();
		assertThatExceptionOfType(LockLostException.class).isThrownBy(() -> registry().acquire(this.name))
			.withMessage("Lock '%s' was lost while this thread held it; another owner may have held it since",
					this.name);
		assertThatExceptionOfType(LockLostException.class).isThrownBy(outer::close);
		DefaultLockRegistry closing = (DefaultLockRegistry) registry(LockRegistrySettings.defaults());
		LockHandle abandoned = closing.acquire(this.name);
		closing.close();
		assertThatExceptionOfType(LockLostException.class).isThrownBy(abandoned::close)
			.withMessage("Lock '%s' was lost when the registry was closed; another owner may have held it since",
					this.name);
	}

}

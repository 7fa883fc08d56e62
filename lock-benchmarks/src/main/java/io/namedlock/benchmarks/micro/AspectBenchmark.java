package io.namedlock.benchmarks.micro;

import java.util.concurrent.TimeUnit;

import io.namedlock.aspect.NamedLockAdvisor;
import io.namedlock.aspect.hold.NamedLockSettings;
import io.namedlock.core.DefaultLockRegistry;
import io.namedlock.core.LockRegistrySettings;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;

/**
 * A call of an annotated method, beside a call of the same method without its proxy: one
 * that takes the lock of the memory backend, and a reentrant one, which must not reach
 * the backend at all.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class AspectBenchmark {

	private static final long HELD = 7;

	private static final long FREE = 8;

	private final CountingBackend backend = new CountingBackend("counter:" + HELD);

	private final DefaultLockRegistry registry = new DefaultLockRegistry(this.backend, LockRegistrySettings.defaults());

	private final Counter plain = new Counter();

	private final Counter proxied = proxy();

	/**
	 * Holds, in the thread that calls, the lock that reentrant calls take again.
	 */
	@Setup
	public void hold() {
		this.registry.acquire("counter:" + HELD);
	}

	/**
	 * Makes sure that no reentrant call reached the backend.
	 */
	@TearDown
	public void requireNoBackendCall() {
		if (this.backend.calls() != 1) {
			throw new IllegalStateException("Reentrant calls reached the backend: " + this.backend.calls());
		}
		this.registry.close();
	}

	/**
	 * Without the proxy.
	 * @return the count
	 */
	@Benchmark
	public long direct() {
		return this.plain.increment(HELD);
	}

	/**
	 * Through the proxy, with the lock held already.
	 * @return the count
	 */
	@Benchmark
	public long reentrant() {
		return this.proxied.increment(HELD);
	}

	/**
	 * Through the proxy, taking and releasing the lock.
	 * @return the count
	 */
	@Benchmark
	public long locking() {
		return this.proxied.increment(FREE);
	}

	private Counter proxy() {
		ProxyFactory factory = new ProxyFactory(new Counter());
		factory.setProxyTargetClass(true);
		factory.addAdvisor(new NamedLockAdvisor(new DefaultListableBeanFactory(), () -> this.registry,
				NamedLockSettings.defaults()));
		return (Counter) factory.getProxy();
	}

}

package io.namedlock.observe;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.namedlock.LockEvent;
import io.namedlock.LockHandle;
import io.namedlock.LockMode;
import io.namedlock.LockRequest;
import io.namedlock.core.DefaultLockRegistry;
import io.namedlock.core.LockRegistrySettings;
import io.namedlock.core.MemoryLockBackend;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What becomes of each event, and whose locks a gauge counts.
 */
class LockMetersTests {

	@AutoClose
	private final DefaultLockRegistry locks = new DefaultLockRegistry(new MemoryLockBackend(),
			LockRegistrySettings.defaults());

	private final MeterRegistry meters = new SimpleMeterRegistry();

	private final LockMeters listener = new LockMeters(this.meters, this.locks);

	@Test
	void countsLossesAndLeaksOfTheirTemplate() {
		this.listener.onEvent(new LockEvent.Lost(lock("one"), Duration.ofSeconds(1)));
		this.listener.onEvent(new LockEvent.Lost(lock("one"), Duration.ofSeconds(1)));
		this.listener.onEvent(new LockEvent.Leaked(lock("two"), Duration.ofSeconds(1), new Exception()));
		assertThat(count("named.lock.lost", "one")).isEqualTo(2);
		assertThat(count("named.lock.leaked", "one")).isZero();
		assertThat(count("named.lock.lost", "two")).isZero();
		assertThat(count("named.lock.leaked", "two")).isOne();
	}

	@Test
	void timesHowLongALockWasHeld() {
		this.listener.onEvent(new LockEvent.Released(lock("one"), Duration.ofMillis(1500)));
		assertThat(this.meters.get("named.lock.held").tags("template", "one").timer().totalTime(TimeUnit.MILLISECONDS))
			.isEqualTo(1500);
	}

	@Test
	void isThereFromTheFirstRequestOn() {
		this.listener.onEvent(new LockEvent.Requested(LockRequest.of("a").withTemplate("one")));
		assertThat(count("named.lock.lost", "one")).isZero();
		assertThat(gauge("one")).isZero();
	}

	@Test
	void knowsLocksWithoutTemplateByOneTag() {
		this.listener.onEvent(new LockEvent.Requested(LockRequest.of("a")));
		this.listener.onEvent(new LockEvent.Lost(lock(null), Duration.ofSeconds(1)));
		assertThat(count("named.lock.lost", "none")).isOne();
		assertThat(this.meters.find("named.lock.lost").counters()).hasSize(1);
	}

	@Test
	void gaugesTheLocksOfTheirTemplateOnly() {
		LockHandle one = this.locks.acquire(LockRequest.of("a").withTemplate("one"));
		LockHandle two = this.locks.acquire(LockRequest.of("b").withTemplate("two"));
		LockHandle another = this.locks.acquire(LockRequest.of("c").withTemplate("two"));
		this.listener.onEvent(new LockEvent.Lost(lock("one"), Duration.ofSeconds(1)));
		this.listener.onEvent(new LockEvent.Lost(lock("two"), Duration.ofSeconds(1)));
		assertThat(gauge("one")).isOne();
		assertThat(gauge("two")).isEqualTo(2);
		one.close();
		two.close();
		another.close();
	}

	private static LockEvent.Subject lock(String template) {
		return new LockEvent.Subject("a", template, LockMode.EXCLUSIVE, "main");
	}

	private double count(String meter, String template) {
		return this.meters.get(meter).tags("template", template).counter().count();
	}

	private double gauge(String template) {
		return this.meters.get("named.lock.active").tags("template", template).gauge().value();
	}

}

package io.namedlock.benchmarks.contender;

import io.namedlock.benchmarks.server.Redis;
import org.redisson.Redisson;
import org.redisson.api.RLock;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;

/**
 * Redisson with its defaults: 64 connections at most, and a watchdog that prolongs each
 * lock.
 */
final class RedissonContender implements Contender {

	private final String owner;

	private final boolean fair;

	private final RedissonClient client;

	RedissonContender(String owner, Redis redis, boolean fair) {
		this.owner = owner;
		this.fair = fair;
		Config config = new Config();
		config.useSingleServer().setAddress("redis://127.0.0.1:" + redis.port()).setClientName(owner);
		this.client = Redisson.create(config);
	}

	@Override
	public HeldLock acquire(String name) {
		return lock(get(name));
	}

	@Override
	public HeldLock acquireBoth(String first, String second) {
		return lock(this.client.getMultiLock(get(first), get(second)));
	}

	@Override
	public void close() {
		this.client.shutdown();
	}

	private RLock get(String name) {
		String key = this.owner + ":" + name;
		return this.fair ? this.client.getFairLock(key) : this.client.getLock(key);
	}

	private static HeldLock lock(RLock lock) {
		lock.lock();
		return lock::unlock;
	}

}

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

	private final String user;

	private final boolean fair;

	private final RedissonClient client;

	RedissonContender(String user, Redis redis, boolean fair) {
		this.user = user;
		this.fair = fair;
		Config config = new Config();
		config.useSingleServer().setAddress("redis://127.0.0.1:" + redis.port()).setClientName(user);
		this.client = Redisson.create(config);
	}

	@Override
	public HeldLock acquire(String name) {
		RLock lock = this.fair ? this.client.getFairLock(key(name)) : this.client.getLock(key(name));
		lock.lock();
		return lock::unlock;
	}

	@Override
	public void close() {
		this.client.shutdown();
	}

	private String key(String name) {
		return this.user + ":" + name;
	}

}

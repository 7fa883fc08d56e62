package io.namedlock.benchmarks.contender;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import com.zaxxer.hikari.HikariDataSource;
import io.namedlock.benchmarks.server.Database;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.LockProvider;
import net.javacrumbs.shedlock.core.SimpleLock;
import net.javacrumbs.shedlock.provider.jdbctemplate.JdbcTemplateLockProvider;
import net.javacrumbs.shedlock.provider.jdbctemplate.JdbcTemplateLockProvider.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * ShedLock with the database's time, on a pool of 10. It does not wait by itself, so this
 * tries again each millisecond.
 */
final class ShedLockContender implements Contender {

	private static final String TABLE = """
			CREATE TABLE IF NOT EXISTS shedlock (
				name VARCHAR(64) NOT NULL,
				lock_until TIMESTAMP(3) NOT NULL,
				locked_at TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
				locked_by VARCHAR(255) NOT NULL,
				PRIMARY KEY (name)
			)""";

	private static final Duration AT_MOST = Duration.ofMinutes(1);

	private final HikariDataSource pool;

	private final LockProvider provider;

	ShedLockContender(String owner, Database database) {
		this.pool = database.pool(owner, 10);
		JdbcTemplate template = new JdbcTemplate(this.pool);
		template.execute(TABLE);
		this.provider = new JdbcTemplateLockProvider(
				Configuration.builder().withJdbcTemplate(template).usingDbTime().build());
	}

	@Override
	public HeldLock acquire(String name) throws InterruptedException {
		Optional<SimpleLock> lock = tryAcquire(name);
		while (lock.isEmpty()) {
			TimeUnit.MILLISECONDS.sleep(1);
			lock = tryAcquire(name);
		}
		return lock.get()::unlock;
	}

	@Override
	public void close() {
		this.pool.close();
	}

	private Optional<SimpleLock> tryAcquire(String name) {
		return this.provider.lock(new LockConfiguration(Instant.now(), name, AT_MOST, Duration.ZERO));
	}

}

package io.namedlock.benchmarks.contender;

import java.util.concurrent.locks.Lock;

import com.zaxxer.hikari.HikariDataSource;
import io.namedlock.benchmarks.server.Database;
import org.springframework.integration.jdbc.lock.DefaultLockRepository;
import org.springframework.integration.jdbc.lock.JdbcLockRegistry;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;

/**
 * Spring Integration's registry with its defaults, on a pool of 10.
 */
final class IntegrationContender implements Contender {

	private static final String TABLE = """
			CREATE TABLE IF NOT EXISTS INT_LOCK (
				LOCK_KEY CHAR(36) NOT NULL,
				REGION VARCHAR(100) NOT NULL,
				CLIENT_ID CHAR(36),
				CREATED_DATE %1$s NOT NULL,
				EXPIRED_AFTER %1$s NOT NULL,
				PRIMARY KEY (LOCK_KEY, REGION)
			)""";

	private final HikariDataSource pool;

	private final DefaultLockRepository repository;

	private final JdbcLockRegistry registry;

	IntegrationContender(String owner, Database database) {
		this.pool = database.pool(owner, 10);
		new JdbcTemplate(this.pool).execute(TABLE.formatted(database.product().dateTime()));
		this.repository = new DefaultLockRepository(this.pool);
		this.repository.setTransactionManager(new JdbcTransactionManager(this.pool));
		this.repository.afterPropertiesSet();
		this.repository.afterSingletonsInstantiated();
		this.repository.start();
		this.registry = new JdbcLockRegistry(this.repository);
	}

	@Override
	public HeldLock acquire(String name) {
		Lock lock = this.registry.obtain(name);
		lock.lock();
		return lock::unlock;
	}

	@Override
	public void close() {
		this.repository.stop();
		this.pool.close();
	}

}

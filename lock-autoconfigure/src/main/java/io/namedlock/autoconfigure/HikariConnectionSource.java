package io.namedlock.autoconfigure;

import java.sql.Connection;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariConfigMXBean;
import com.zaxxer.hikari.HikariDataSource;
import io.namedlock.jdbc.LockConnectionSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.jdbc.DataSourceUnwrapper;

/**
 * A HikariCP pool of the library's own. Safe for use by several threads.
 */
final class HikariConnectionSource extends DataSourceConnectionSource {

	private static final String POOL_NAME = "named-lock";

	private final HikariDataSource pool;

	private HikariConnectionSource(HikariDataSource pool, String description) {
		super(pool, true, description);
		this.pool = pool;
	}

	/**
	 * Copies a pool's configuration; {@code null} if it is not a HikariCP pool.
	 */
	static @Nullable LockConnectionSource copyOf(DataSource dataSource, int sessions) {
		HikariDataSource original = DataSourceUnwrapper.unwrap(dataSource, HikariConfigMXBean.class,
				HikariDataSource.class);
		if (original == null) {
			return null;
		}
		HikariDataSource copy = new HikariDataSource();
		original.copyStateTo(copy);
		forgetObservers(copy);
		return new HikariConnectionSource(forLocks(copy, sessions), "a copy of the pool %s%s"
			.formatted(Objects.toString(original.getPoolName(), "of HikariCP"), address(original)));
	}

	/**
	 * Takes a pool that nobody else uses.
	 */
	static LockConnectionSource of(HikariDataSource pool, int sessions, String description) {
		return new HikariConnectionSource(forLocks(pool, sessions), description);
	}

	@Override
	String whyNoneIsOpened() {
		return "The pool does not start: is the driver there, and does it accept the URL?";
	}

	/**
	 * Takes the connection out of the pool before it is aborted: a pool hands a broken
	 * connection out again as long as it seems fresh.
	 */
	@Override
	void end(Connection connection) {
		this.pool.evictConnection(connection);
		abort(connection);
	}

	private static HikariDataSource forLocks(HikariDataSource pool, int sessions) {
		pool.setPoolName(POOL_NAME);
		pool.setMaximumPoolSize(sessions + 1);
		pool.setMinimumIdle(0);
		pool.setIdleTimeout(TimeUnit.SECONDS.toMillis(10));
		pool.setMaxLifetime(0);
		pool.setKeepaliveTime(0);
		pool.setLeakDetectionThreshold(0);
		pool.setInitializationFailTimeout(1);
		pool.setAutoCommit(true);
		pool.setReadOnly(false);
		pool.setRegisterMbeans(false);
		pool.setAllowPoolSuspension(false);
		if (pool.getJdbcUrl() != null) {
			pool.setJdbcUrl(PreparingUrl.of(pool.getJdbcUrl(), pool.getDataSourceProperties()));
		}
		return pool;
	}

	private static void forgetObservers(HikariDataSource copy) {
		if (copy.getMetricRegistry() != null) {
			copy.setMetricRegistry(null);
		}
		copy.setMetricsTrackerFactory(null);
		copy.setHealthCheckRegistry(null);
	}

	private static String address(HikariDataSource pool) {
		String url = pool.getJdbcUrl();
		return (url != null) ? ", " + DatabaseAddress.withoutCredentials(url) : "";
	}

}

package io.namedlock.benchmarks.contender;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.namedlock.LockHandle;
import io.namedlock.LockRegistry;
import io.namedlock.LockRequest;
import io.namedlock.autoconfigure.NamedLockAutoConfiguration;
import io.namedlock.benchmarks.server.Database;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;

/**
 * This library as an application gets it: auto-configured beside a HikariCP pool, with
 * its defaults except for the longest wait and what the contender is about.
 */
final class LibraryContender implements Contender {

	private final AnnotationConfigApplicationContext application = new AnnotationConfigApplicationContext();

	private final LockRegistry registry;

	/**
	 * Starts an application.
	 * @param properties what is not the default, such as {@code "named-lock.order=1"}
	 */
	LibraryContender(String owner, Database database, String... properties) {
		this.application.getEnvironment()
			.getPropertySources()
			.addFirst(new MapPropertySource("benchmarks", properties(properties)));
		this.application.registerBean(DataSource.class, () -> unusedPool(owner, database));
		this.application.register(NamedLockAutoConfiguration.class);
		this.application.refresh();
		this.registry = this.application.getBean(LockRegistry.class);
	}

	@Override
	public HeldLock acquire(String name) {
		LockHandle handle = this.registry.acquire(name);
		return handle::close;
	}

	@Override
	public HeldLock acquireBoth(String first, String second) {
		LockHandle handle = this.registry.acquire(LockRequest.ofAll(first, second));
		return handle::close;
	}

	@Override
	public void close() {
		this.application.close();
	}

	private static Map<String, Object> properties(String... properties) {
		Map<String, Object> all = new LinkedHashMap<>(Map.of("named-lock.wait-time", "1m"));
		all.putAll(Arrays.stream(properties)
			.map((property) -> property.split("="))
			.collect(Collectors.toMap((parts) -> parts[0], (parts) -> parts[1])));
		return all;
	}

	/**
	 * The application's own pool, which opens no connection before it is asked for one.
	 */
	private static DataSource unusedPool(String owner, Database database) {
		HikariDataSource pool = new HikariDataSource();
		pool.setJdbcUrl(database.url(owner));
		return pool;
	}

}

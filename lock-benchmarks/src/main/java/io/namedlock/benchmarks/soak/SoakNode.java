package io.namedlock.benchmarks.soak;

import java.util.Map;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.namedlock.LockRegistry;
import io.namedlock.autoconfigure.NamedLockAutoConfiguration;
import io.namedlock.benchmarks.server.Database;
import io.namedlock.core.DefaultLockRegistry;
import io.namedlock.core.GateCount;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;

/**
 * An application with few connections that soon notices what it has lost.
 */
final class SoakNode implements AutoCloseable {

	private static final Map<String, Object> PROPERTIES = Map.of("named-lock.keep-alive-interval", "1s",
			"named-lock.dead-holder-timeout", "5s", "named-lock.sessions.waiting", 3, "named-lock.sessions.max", 6,
			"named-lock.schema.initialize", "always");

	private final AnnotationConfigApplicationContext application = new AnnotationConfigApplicationContext();

	private final String owner;

	SoakNode(String owner, Database database) {
		this.owner = owner;
		this.application.getEnvironment().getPropertySources().addFirst(new MapPropertySource("soak", PROPERTIES));
		this.application.registerBean(DataSource.class, () -> {
			HikariDataSource pool = new HikariDataSource();
			pool.setJdbcUrl(database.url(owner));
			return pool;
		});
		this.application.register(NamedLockAutoConfiguration.class);
		this.application.refresh();
	}

	String owner() {
		return this.owner;
	}

	LockRegistry registry() {
		return this.application.getBean(LockRegistry.class);
	}

	int gates() {
		return GateCount.of(this.application.getBean(DefaultLockRegistry.class));
	}

	@Override
	public void close() {
		this.application.close();
	}

}

package io.namedlock.autoconfigure;

import java.util.Objects;

import javax.sql.DataSource;

import io.namedlock.LockConfigurationException;
import io.namedlock.core.LockBackend;
import io.namedlock.core.MemoryLockBackend;
import io.namedlock.jdbc.LockConnectionSource;
import io.namedlock.jdbc.LockTechnique;
import io.namedlock.jdbc.call.JdbcLockBackend;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.util.ClassUtils;

/**
 * Makes the backend that the properties ask for.
 */
final class LockBackendFactory {

	private static final String REMEDY = "Declare one, set 'named-lock.datasource.url',"
			+ " or set 'named-lock.backend=memory' to lock within this JVM only, as a test does";

	private final NamedLockProperties properties;

	private final DataSourceBeans dataSources;

	LockBackendFactory(NamedLockProperties properties, DataSourceBeans dataSources) {
		this.properties = properties;
		this.dataSources = dataSources;
	}

	LockBackend create() {
		if (this.properties.backend() == LockTechnique.MEMORY) {
			return new MemoryLockBackend();
		}
		requireJdbc();
		LockConnectionSource source = source();
		return JdbcLockBackend.connect(source, this.properties.sessionSettings(), this.properties.startUpCheck(),
				this.properties.backend(), new LockSchema(source, this.properties.schema().initialize()));
	}

	private LockConnectionSource source() {
		LockConnectionSources sources = new LockConnectionSources(this.properties);
		DataSource qualified = lockDataSource();
		if (qualified != null) {
			return sources.ofLockDataSource(qualified);
		}
		return this.properties.datasource().url().isEmpty() ? sources.ofApplication(applicationDataSource())
				: sources.ofUrl();
	}

	private @Nullable DataSource lockDataSource() {
		try {
			return this.dataSources.ofLocks();
		}
		catch (NoUniqueBeanDefinitionException ex) {
			throw new LockConfigurationException(
					"There are several @NamedLockDataSource beans: %s.".formatted(names(ex)),
					"Keep one: the locks of an application are in one database", ex);
		}
	}

	private DataSource applicationDataSource() {
		try {
			DataSource dataSource = this.dataSources.ofApplication();
			if (dataSource == null) {
				throw new LockConfigurationException("Locks need a database, and there is no DataSource bean.", REMEDY);
			}
			return dataSource;
		}
		catch (NoUniqueBeanDefinitionException ex) {
			throw new LockConfigurationException(
					"There are several DataSource beans and none is primary: %s.".formatted(names(ex)),
					"Mark the one whose database has the locks with"
							+ " @NamedLockDataSource, or the main one with @Primary",
					ex);
		}
	}

	private static String names(NoUniqueBeanDefinitionException ambiguity) {
		return String.join(", ", Objects.requireNonNull(ambiguity.getBeanNamesFound()));
	}

	private static void requireJdbc() {
		if (!ClassUtils.isPresent("org.springframework.boot.jdbc.DataSourceUnwrapper", null)
				|| !ClassUtils.isPresent("org.springframework.jdbc.datasource.DelegatingDataSource", null)) {
			throw new LockConfigurationException("Locks need a database, and spring-jdbc is not on the class path.",
					"Add the dependency spring-boot-starter-jdbc, or set 'named-lock.backend=memory'");
		}
	}

}

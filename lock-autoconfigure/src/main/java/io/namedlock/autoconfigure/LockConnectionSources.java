package io.namedlock.autoconfigure;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.namedlock.LockConfigurationException;
import io.namedlock.jdbc.LockConnectionSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.boot.jdbc.DataSourceUnwrapper;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;
import org.springframework.util.Assert;
import org.springframework.util.ClassUtils;

/**
 * Makes connection sources of what an application has.
 */
final class LockConnectionSources {

	private static final boolean HIKARI = ClassUtils.isPresent("com.zaxxer.hikari.HikariDataSource",
			LockConnectionSources.class.getClassLoader());

	private final NamedLockProperties properties;

	LockConnectionSources(NamedLockProperties properties) {
		this.properties = properties;
	}

	LockConnectionSource ofUrl() {
		return owned(build(),
				"named-lock.datasource.url, " + DatabaseAddress.withoutCredentials(this.properties.datasource().url()));
	}

	LockConnectionSource ofLockDataSource(DataSource dataSource) {
		LockConnectionSource copy = copyOf(dataSource);
		return (copy != null) ? copy
				: new DataSourceConnectionSource(dataSource, false, "the @NamedLockDataSource bean");
	}

	/**
	 * Connections like those of the application, apart from its pool.
	 */
	LockConnectionSource ofApplication(DataSource dataSource) {
		LockConnectionSource copy = copyOf(dataSource);
		return (copy != null) ? copy : derivedFrom(dataSource);
	}

	private LockConnectionSource derivedFrom(DataSource dataSource) {
		try {
			Assert.state(!isRouting(dataSource), "A routing DataSource leads to several databases");
			DataSourceBuilder<?> builder = DataSourceBuilder.derivedFrom(dataSource);
			return owned((HIKARI ? builder.type(HikariDataSource.class) : builder).build(),
					"derived from " + dataSource.getClass().getName());
		}
		catch (RuntimeException ex) {
			if (this.properties.sessions().borrow()) {
				return new DataSourceConnectionSource(dataSource, false, "borrowed from the application's pool");
			}
			throw noPool(dataSource, ex);
		}
	}

	private LockConnectionSource owned(DataSource dataSource, String description) {
		return (HIKARI && dataSource instanceof HikariDataSource pool)
				? HikariConnectionSource.of(pool, max(), description)
				: new DataSourceConnectionSource(dataSource, true, description);
	}

	private @Nullable LockConnectionSource copyOf(DataSource dataSource) {
		return (HIKARI && !isRouting(dataSource)) ? HikariConnectionSource.copyOf(dataSource, max()) : null;
	}

	private DataSource build() {
		NamedLockProperties.Datasource address = this.properties.datasource();
		try {
			return DataSourceBuilder.create()
				.url(address.url())
				.username(address.username())
				.password(address.password())
				.build();
		}
		catch (RuntimeException ex) {
			throw new LockConfigurationException(
					"No connection pool can be made for 'named-lock.datasource.url' (%s)."
						.formatted(DatabaseAddress.withoutCredentials(address.url())),
					"Check the URL, and that the database's driver and a connection pool are on the class path", ex);
		}
	}

	private int max() {
		return this.properties.sessions().max();
	}

	private static boolean isRouting(DataSource dataSource) {
		return DataSourceUnwrapper.unwrap(dataSource, AbstractRoutingDataSource.class) != null;
	}

	private static LockConfigurationException noPool(DataSource dataSource, RuntimeException cause) {
		return new LockConfigurationException(
				("Locks need connections of their own, and a pool for them cannot be"
						+ " made of the application's DataSource (%s).")
					.formatted(dataSource.getClass().getName()),
				"Set 'named-lock.datasource.url', '.username' and '.password', or declare a @NamedLockDataSource bean"
						+ " with @Bean(defaultCandidate = false), or set 'named-lock.sessions.borrow=true' to borrow"
						+ " connections of the application's pool",
				cause);
	}

}

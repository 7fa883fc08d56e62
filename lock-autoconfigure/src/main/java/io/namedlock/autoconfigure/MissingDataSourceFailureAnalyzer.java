package io.namedlock.autoconfigure;

import io.namedlock.aspect.check.NamedLockChecker;
import io.namedlock.jdbc.LockTechnique;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * Says what the locks need where no {@code DataSource} can be configured, which the
 * starter may have brought along for them alone. It leaves the failure to Spring Boot
 * where no method is locked, and where the locks have another database.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
class MissingDataSourceFailureAnalyzer implements FailureAnalyzer {

	private static final String FAILURE = ".DataSourceProperties$DataSourceBeanCreationException";

	private static final String EXCLUDE = "'spring.autoconfigure.exclude=%s.DataSourceAutoConfiguration'";

	private final @Nullable BeanFactory beanFactory;

	private final @Nullable Environment environment;

	MissingDataSourceFailureAnalyzer(@Nullable BeanFactory beanFactory, @Nullable Environment environment) {
		this.beanFactory = beanFactory;
		this.environment = environment;
	}

	@Override
	public @Nullable FailureAnalysis analyze(Throwable failure) {
		Throwable cause = cause(failure);
		if (cause == null || this.environment == null
				|| !(this.beanFactory instanceof ConfigurableListableBeanFactory beans) || !isForLocks(beans)) {
			return null;
		}
		String locked = NamedLockChecker.anyAnnotatedMethod(beans);
		return (locked != null) ? analyze(failure, cause, locked, properties(this.environment)) : null;
	}

	private static @Nullable FailureAnalysis analyze(Throwable failure, Throwable cause, String locked,
			NamedLockProperties properties) {
		String exclude = EXCLUDE.formatted(cause.getClass().getPackageName());
		if (properties.backend() == LockTechnique.MEMORY) {
			return new FailureAnalysis("No DataSource could be configured, which locks in memory do not need: %s."
				.formatted(cause.getMessage()), "Set %s if nothing else needs a database".formatted(exclude), failure);
		}
		return properties.datasource().url().isEmpty() ? new FailureAnalysis(
				"%s carries @NamedLock, for which a database is needed, and no DataSource could be configured: %s."
					.formatted(locked, cause.getMessage()),
				"Add the driver of your database and set 'spring.datasource.url'"
						+ " (is it in a profile that is not active?), or declare a DataSource bean."
						+ " For a test without a database set 'named-lock.backend=memory' and " + exclude,
				failure) : null;
	}

	/**
	 * Whether the locks of the context would be those of its main DataSource.
	 */
	private static boolean isForLocks(ConfigurableListableBeanFactory beans) {
		return beans.containsBeanDefinition("namedLockRegistry")
				&& beans.getBeanNamesForAnnotation(NamedLockDataSource.class).length == 0;
	}

	private static NamedLockProperties properties(Environment environment) {
		return Binder.get(environment).bindOrCreate("named-lock", NamedLockProperties.class);
	}

	/**
	 * The failure's class is not visible, and has another package in Spring Boot 3.5.
	 */
	private static @Nullable Throwable cause(Throwable failure) {
		Throwable cause = failure;
		while (cause != null && !cause.getClass().getName().endsWith(FAILURE)) {
			cause = cause.getCause();
		}
		return cause;
	}

}

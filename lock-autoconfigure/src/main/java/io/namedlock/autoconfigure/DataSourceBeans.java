package io.namedlock.autoconfigure;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.beans.factory.config.DependencyDescriptor;
import org.springframework.core.MethodParameter;

/**
 * Finds a {@link DataSource} bean as an injection point does, but never by the name of
 * the point: of several beans Spring would silently take the one that happens to be
 * called as the parameter is.
 */
final class DataSourceBeans {

	private final AutowireCapableBeanFactory beanFactory;

	DataSourceBeans(AutowireCapableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	/**
	 * The bean that is marked with {@link NamedLockDataSource}, or {@code null}. Fails
	 * with a {@link NoUniqueBeanDefinitionException} if there are several and none is
	 * primary.
	 */
	@Nullable DataSource ofLocks() {
		return find(0);
	}

	/**
	 * The bean that the application itself uses, or {@code null}. Fails like
	 * {@link #ofLocks()}.
	 */
	@Nullable DataSource ofApplication() {
		return find(1);
	}

	private @Nullable DataSource find(int parameter) {
		DependencyDescriptor point = new DependencyDescriptor(
				new MethodParameter(Points.class.getDeclaredMethods()[0], parameter), false) {

			@Override
			public @Nullable String getDependencyName() {
				return null;
			}

		};
		return (DataSource) this.beanFactory.resolveDependency(point, null);
	}

	/**
	 * Its parameters are the injection points.
	 */
	private interface Points {

		void inject(@NamedLockDataSource DataSource ofLocks, DataSource ofApplication);

	}

}

package io.namedlock.aspect;

import java.util.Map;

import io.namedlock.LockRegistry;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.support.PropertySourcesPlaceholderConfigurer;
import org.springframework.core.env.MapPropertySource;

/**
 * An application on plain Spring whose annotated methods are locked.
 */
final class LockedContext implements AutoCloseable {

	private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

	private LockedContext(Map<String, Object> properties) {
		this.context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", properties));
		this.context.register(NamedLockTestConfiguration.class, PropertySourcesPlaceholderConfigurer.class);
	}

	static LockedContext of(Class<?>... beans) {
		return of(Map.of(), beans);
	}

	static LockedContext of(Map<String, Object> properties, Class<?>... beans) {
		LockedContext locked = prepare(properties, beans);
		locked.context.refresh();
		return locked;
	}

	static LockedContext prepare(Map<String, Object> properties, Class<?>... beans) {
		LockedContext locked = new LockedContext(properties);
		if (beans.length > 0) {
			locked.context.register(beans);
		}
		return locked;
	}

	AnnotationConfigApplicationContext context() {
		return this.context;
	}

	<T> T get(Class<T> type) {
		return this.context.getBean(type);
	}

	LockRegistry registry() {
		return get(LockRegistry.class);
	}

	boolean isFree(String name) {
		return registry().status(name).isFree();
	}

	@Override
	public void close() {
		this.context.close();
	}

}

package io.namedlock.aspect;

import java.util.Map;

import io.namedlock.LockRegistry;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.support.PropertySourcesPlaceholderConfigurer;
import org.springframework.core.env.MapPropertySource;

/**
 * An application on plain Spring whose annotated methods are locked.
 */
public final class LockedContext implements AutoCloseable {

	private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

	private LockedContext(Map<String, Object> properties) {
		this.context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", properties));
		this.context.register(NamedLockTestConfiguration.class, PropertySourcesPlaceholderConfigurer.class);
	}

	public static LockedContext of(Class<?>... beans) {
		return of(Map.of(), beans);
	}

	public static LockedContext of(Map<String, Object> properties, Class<?>... beans) {
		LockedContext locked = prepare(properties, beans);
		locked.context.refresh();
		return locked;
	}

	public static LockedContext prepare(Map<String, Object> properties, Class<?>... beans) {
		LockedContext locked = new LockedContext(properties);
		if (beans.length > 0) {
			locked.context.register(beans);
		}
		return locked;
	}

	public AnnotationConfigApplicationContext context() {
		return this.context;
	}

	public <T> T get(Class<T> type) {
		return this.context.getBean(type);
	}

	public LockRegistry registry() {
		return get(LockRegistry.class);
	}

	public boolean isFree(String name) {
		return registry().status(name).isFree();
	}

	@Override
	public void close() {
		this.context.close();
	}

}

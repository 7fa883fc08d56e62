package io.namedlock.aspect.operation;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;

import io.namedlock.aspect.template.Invocation;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Resolves the annotations of test classes as an application does that has some
 * properties and beans.
 */
final class Operations {

	private final DefaultListableBeanFactory beanFactory = new DefaultListableBeanFactory();

	private final NamedLockOperationSource source = new NamedLockOperationSource(this.beanFactory,
			new NamedLockAnnotations());

	Operations() {
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources()
			.addFirst(new MapPropertySource("test", Map.of("app.name", "shop", "app.wait", "3s")));
		this.beanFactory.addEmbeddedValueResolver(environment::resolveRequiredPlaceholders);
		this.beanFactory.registerSingleton("region", "north");
	}

	NamedLockOperation of(Class<?> type, String method) {
		NamedLockOperation operation = this.source.get(method(type, method), type);
		if (operation == null) {
			throw new AssertionError(type + " has no lock around " + method);
		}
		return operation;
	}

	boolean has(Class<?> type, String method) {
		return this.source.get(method(type, method), type) != null;
	}

	String name(Object target, String method, Object... args) {
		Class<?> type = target.getClass();
		Invocation invocation = new Invocation(method(type, method), target, type, args);
		return String.join(",", of(type, method).request(invocation).names());
	}

	private static Method method(Class<?> type, String name) {
		for (Class<?> current = type; current != null; current = current.getSuperclass()) {
			Method found = declared(current, name);
			if (found != null) {
				return found;
			}
		}
		throw new AssertionError(type + " has no method " + name);
	}

	private static Method declared(Class<?> type, String name) {
		return Arrays.stream(type.getDeclaredMethods())
			.filter((method) -> method.getName().equals(name) && !method.isBridge())
			.findFirst()
			.orElse(null);
	}

}

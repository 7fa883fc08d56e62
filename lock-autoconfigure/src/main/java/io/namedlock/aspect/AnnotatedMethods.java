package io.namedlock.aspect;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.util.ReflectionUtils;

/**
 * Knows the methods of a class that carry the annotation. Safe for use by several
 * threads.
 */
final class AnnotatedMethods {

	private static final Log logger = LogFactory.getLog(AnnotatedMethods.class);

	private final Map<Class<?>, List<Method>> cache = new ConcurrentHashMap<>();

	List<Method> of(Class<?> type) {
		return this.cache.computeIfAbsent(type, AnnotatedMethods::find);
	}

	private static List<Method> find(Class<?> type) {
		return NamedLockAnnotations.mayCarry(type) ? Arrays.stream(methods(type))
			.filter((method) -> !method.isSynthetic() && method.getDeclaringClass() != Object.class)
			.filter((method) -> !NamedLockAnnotations.find(method, type).isEmpty())
			.toList() : List.of();
	}

	private static Method[] methods(Class<?> type) {
		try {
			return ReflectionUtils.getUniqueDeclaredMethods(type);
		}
		catch (IllegalStateException ex) {
			logger.debug("The methods of " + type + " cannot be read, so no bean of it can be made", ex);
			return new Method[0];
		}
	}

}

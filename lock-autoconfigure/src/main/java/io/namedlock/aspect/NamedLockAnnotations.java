package io.namedlock.aspect;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.namedlock.annotation.NamedLock;
import org.springframework.aop.support.AopUtils;
import org.springframework.core.MethodClassKey;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Finds the annotations that count for a method: the nearest ones on the method or on one
 * that it overrides or implements, else the nearest ones on the class, else those on an
 * interface that has the method. On a class they count for public instance methods,
 * inherited ones too, but not for {@code equals}, {@code hashCode} and {@code toString}.
 */
final class NamedLockAnnotations {

	private final Map<MethodClassKey, List<NamedLockDeclaration>> cache = new ConcurrentHashMap<>();

	static boolean mayCarry(Class<?> type) {
		return AnnotationUtils.isCandidateClass(type, NamedLock.class);
	}

	List<NamedLockDeclaration> of(Method method, Class<?> targetClass) {
		return this.cache.computeIfAbsent(new MethodClassKey(method, targetClass), (key) -> find(method, targetClass));
	}

	static List<NamedLockDeclaration> find(Method method, Class<?> targetClass) {
		Method specific = AopUtils.getMostSpecificMethod(method, targetClass);
		List<NamedLockDeclaration> onMethod = nearest(MergedAnnotations.from(specific, SearchStrategy.TYPE_HIERARCHY));
		return (onMethod.isEmpty() && takesFromClass(specific)) ? onClass(specific, targetClass) : onMethod;
	}

	private static boolean takesFromClass(Method method) {
		return Modifier.isPublic(method.getModifiers()) && !Modifier.isStatic(method.getModifiers())
				&& !method.isSynthetic() && !ReflectionUtils.isEqualsMethod(method)
				&& !ReflectionUtils.isObjectMethod(method);
	}

	private static List<NamedLockDeclaration> onClass(Method method, Class<?> targetClass) {
		List<NamedLockDeclaration> onClass = nearest(MergedAnnotations.from(targetClass, SearchStrategy.SUPERCLASS));
		return (!onClass.isEmpty()) ? onClass
				: ClassUtils.getAllInterfacesForClassAsSet(targetClass)
					.stream()
					.filter((type) -> ClassUtils.hasMethod(type, method.getName(), method.getParameterTypes()))
					.map((type) -> nearest(MergedAnnotations.from(type, SearchStrategy.TYPE_HIERARCHY)))
					.filter((found) -> !found.isEmpty())
					.findFirst()
					.orElse(List.of());
	}

	private static List<NamedLockDeclaration> nearest(MergedAnnotations annotations) {
		List<MergedAnnotation<NamedLock>> all = annotations.stream(NamedLock.class).toList();
		return all.stream()
			.filter((annotation) -> annotation.getAggregateIndex() == all.get(0).getAggregateIndex())
			.map(NamedLockDeclaration::of)
			.toList();
	}

}

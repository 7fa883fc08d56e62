package io.namedlock.aspect.operation;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.namedlock.annotation.NamedLock;
import io.namedlock.aspect.template.NamedLockDeclaration;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
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
 * The answers are kept. Safe for use by several threads.
 */
public final class NamedLockAnnotations {

	private static final Log logger = LogFactory.getLog(NamedLockAnnotations.class);

	private final Map<MethodClassKey, List<NamedLockDeclaration>> declarations = new ConcurrentHashMap<>();

	private final Map<Class<?>, List<Method>> methods = new ConcurrentHashMap<>();

	/**
	 * Whether a class may have annotated methods. A quick no for those of the JDK.
	 */
	public static boolean mayCarry(Class<?> type) {
		return AnnotationUtils.isCandidateClass(type, NamedLock.class);
	}

	/**
	 * The annotations that count for a method.
	 * @return the annotations, several only if repeated; empty if it is not locked
	 */
	public List<NamedLockDeclaration> of(Method method, Class<?> targetClass) {
		return this.declarations.computeIfAbsent(new MethodClassKey(method, targetClass),
				(key) -> find(method, targetClass));
	}

	/**
	 * The methods of a class that are locked.
	 */
	public List<Method> methodsOf(Class<?> type) {
		return this.methods.computeIfAbsent(type, NamedLockAnnotations::findMethods);
	}

	private static List<Method> findMethods(Class<?> type) {
		if (!mayCarry(type)) {
			return List.of();
		}
		try {
			return Arrays.stream(ReflectionUtils.getUniqueDeclaredMethods(type))
				.filter((method) -> !method.isSynthetic() && method.getDeclaringClass() != Object.class)
				.filter((method) -> !find(method, type).isEmpty())
				.toList();
		}
		catch (IllegalStateException ex) {
			logger.debug("The methods of " + type + " cannot be read, so no bean of it can be made", ex);
			return List.of();
		}
	}

	private static List<NamedLockDeclaration> find(Method method, Class<?> targetClass) {
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

	/**
	 * Those of the first element that has any. What is further away is overridden by
	 * them.
	 */
	private static List<NamedLockDeclaration> nearest(MergedAnnotations annotations) {
		List<MergedAnnotation<NamedLock>> all = annotations.stream(NamedLock.class).toList();
		return all.stream()
			.filter((annotation) -> annotation.getAggregateIndex() == all.get(0).getAggregateIndex())
			.map(NamedLockDeclaration::of)
			.toList();
	}

}

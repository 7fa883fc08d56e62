package io.namedlock.aspect;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.aspectj.lang.JoinPoint;
import org.aspectj.lang.reflect.MethodSignature;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Tells which methods are woven. AspectJ keeps the join points of a woven class in static
 * fields of it, and gives an aspect that it weaves the method {@code hasAspect}.
 */
public final class WovenClasses {

	private static final boolean ASPECTJ_PRESENT = ClassUtils.isPresent("org.aspectj.lang.JoinPoint",
			WovenClasses.class.getClassLoader());

	private static final ClassValue<Set<Method>> WOVEN = new ClassValue<>() {
		@Override
		protected Set<Method> computeValue(Class<?> type) {
			return Arrays.stream(type.getDeclaredFields())
				.filter((field) -> field.getName().startsWith("ajc$tjp_"))
				.map(WovenClasses::joinPoint)
				.filter((joinPoint) -> joinPoint.getKind().equals(JoinPoint.METHOD_EXECUTION))
				.map((joinPoint) -> ((MethodSignature) joinPoint.getSignature()).getMethod())
				.collect(Collectors.toSet());
		}
	};

	private WovenClasses() {
	}

	public static List<Method> notWoven(List<Method> methods) {
		return methods.stream().filter((method) -> !isWoven(method)).toList();
	}

	public static boolean isWoven(Method method) {
		return ASPECTJ_PRESENT && ClassUtils.hasMethod(NamedLockAspect.class, "hasAspect")
				&& WOVEN.get(method.getDeclaringClass()).contains(method);
	}

	private static JoinPoint.StaticPart joinPoint(Field field) {
		ReflectionUtils.makeAccessible(field);
		Object joinPoint = ReflectionUtils.getField(field, null);
		if (joinPoint == null) {
			throw new IllegalStateException(field + " has no join point");
		}
		return (JoinPoint.StaticPart) joinPoint;
	}

}

package io.namedlock.aspect;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Set;

import io.namedlock.LockConfigurationException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.util.ClassUtils;

/**
 * Refuses methods whose calls do not pass through a proxy.
 */
final class ReachabilityCheck {

	private static final Set<String> LIFECYCLE = Set.of("jakarta.annotation.PostConstruct",
			"jakarta.annotation.PreDestroy");

	private static final String WEAVE = ", or weave the class with AspectJ.";

	private ReachabilityCheck() {
	}

	/**
	 * Checks a method that is not woven.
	 * @param method the method
	 * @param type the class of the bean
	 * @param subclassed whether the bean's proxy is a subclass, which can override
	 * neither final methods nor a final class
	 */
	static void check(Method method, Class<?> type, boolean subclassed) {
		refuse(method, modifier(method), "which no proxy intercepts", "Make it a public instance method" + WEAVE);
		if (isHidden(method, type)) {
			refuse(method, "package-private in another package than its bean " + type.getName(),
					"which no proxy intercepts", "Make it public" + WEAVE);
		}
		if (isLifecycle(method)) {
			refuse(method, "a callback of the container", "which calls it on the bean itself, not through its proxy",
					"Move the locked work to a method of another bean" + WEAVE);
		}
		if (subclassed) {
			checkSubclassed(method, type);
		}
	}

	private static void checkSubclassed(Method method, Class<?> type) {
		if (Modifier.isFinal(method.getModifiers())) {
			refuse(method, "final", "which no proxy intercepts", "Make it not final" + WEAVE);
		}
		if (Modifier.isFinal(type.getModifiers()) && !ClassUtils.isLambdaClass(type)) {
			refuse(method, "a method of the final " + type, "which cannot be proxied", "Make the class not final.");
		}
	}

	private static void refuse(Method method, @Nullable String what, String why, String remedy) {
		if (what != null) {
			throw new LockConfigurationException(
					"%s carries @NamedLock but is %s, %s.".formatted(MethodNames.describe(method), what, why), remedy);
		}
	}

	private static @Nullable String modifier(Method method) {
		if (Modifier.isStatic(method.getModifiers())) {
			return "static";
		}
		return Modifier.isPrivate(method.getModifiers()) ? "private" : null;
	}

	private static boolean isHidden(Method method, Class<?> type) {
		int visible = Modifier.PUBLIC | Modifier.PROTECTED;
		Class<?> declaring = method.getDeclaringClass();
		return (method.getModifiers() & visible) == 0
				&& (declaring.getPackage() != type.getPackage() || declaring.getClassLoader() != type.getClassLoader());
	}

	private static boolean isLifecycle(Method method) {
		return Arrays.stream(method.getAnnotations())
			.map(Annotation::annotationType)
			.map(Class::getName)
			.anyMatch(LIFECYCLE::contains) || isCallback(method, InitializingBean.class, "afterPropertiesSet")
				|| isCallback(method, DisposableBean.class, "destroy");
	}

	private static boolean isCallback(Method method, Class<?> type, String name) {
		return type.isAssignableFrom(method.getDeclaringClass()) && method.getName().equals(name)
				&& method.getParameterCount() == 0;
	}

}

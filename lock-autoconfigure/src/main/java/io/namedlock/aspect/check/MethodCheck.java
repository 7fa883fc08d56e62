package io.namedlock.aspect.check;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import io.namedlock.LockConfigurationException;
import io.namedlock.aspect.WovenClasses;
import io.namedlock.aspect.template.MethodNames;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.util.ClassUtils;

/**
 * Refuses annotated methods that could not be locked: their calls pass no proxy, or their
 * work goes on after they have returned and nobody hears of its end, so that the lock
 * would be released too soon.
 */
final class MethodCheck {

	private static final Set<String> LIFECYCLE = Set.of("jakarta.annotation.PostConstruct",
			"jakarta.annotation.PreDestroy");

	private static final Set<String> UNFINISHED = Set.of("org.reactivestreams.Publisher",
			"java.util.concurrent.Flow$Publisher", "java.util.concurrent.Callable", "kotlinx.coroutines.flow.Flow",
			"io.reactivex.rxjava3.core.ObservableSource", "io.reactivex.rxjava3.core.SingleSource",
			"io.reactivex.rxjava3.core.MaybeSource", "io.reactivex.rxjava3.core.CompletableSource",
			"org.springframework.web.context.request.async.DeferredResult",
			"org.springframework.web.context.request.async.WebAsyncTask",
			"org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter",
			"org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody");

	private static final String CONTINUATION = "kotlin.coroutines.Continuation";

	private static final String ELSEWHERE = "Move the locked work to a method of another bean";

	private static final String WEAVE = ", or weave the class with AspectJ";

	private MethodCheck() {
	}

	/**
	 * Refuses a method that could not be locked. A proxy that is a subclass can override
	 * neither final methods nor a final class.
	 */
	static void check(Method method, Class<?> type, boolean subclassed) {
		if (!WovenClasses.isWoven(method)) {
			requireReachable(method, type);
			if (subclassed) {
				requireOverridable(method, type);
			}
		}
		requireFinished(method);
	}

	/**
	 * Refuses init and destroy methods, which the container calls because the bean's
	 * merged definition names them.
	 */
	static void requireNoCallback(Method method, String beanName, BeanDefinition definition) {
		if (!WovenClasses.isWoven(method) && definition instanceof AbstractBeanDefinition named
				&& Stream.of(named.getInitMethodNames(), named.getDestroyMethodNames())
					.flatMap(Stream::ofNullable)
					.flatMap(Arrays::stream)
					.anyMatch(method.getName()::equals)) {
			throw refusal(method, "an init or destroy method of bean '%s'".formatted(beanName),
					"which the container calls past its proxy", ELSEWHERE + WEAVE);
		}
	}

	private static void requireReachable(Method method, Class<?> type) {
		String modifier = Modifier.isStatic(method.getModifiers()) ? "static"
				: Modifier.isPrivate(method.getModifiers()) ? "private" : null;
		if (modifier != null) {
			throw refusal(method, modifier, "which no proxy intercepts", "Make it a public instance method" + WEAVE);
		}
		if (isHidden(method, type)) {
			throw refusal(method, "package-private in another package than its bean " + type.getName(),
					"which no proxy intercepts", "Make it public" + WEAVE);
		}
		if (isLifecycle(method)) {
			throw refusal(method, "a callback of the container",
					"which calls it on the bean itself, not through its proxy", ELSEWHERE + WEAVE);
		}
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

	private static void requireOverridable(Method method, Class<?> type) {
		if (Modifier.isFinal(method.getModifiers())) {
			throw refusal(method, "final", "which no proxy intercepts", "Make it not final" + WEAVE);
		}
		if (Modifier.isFinal(type.getModifiers()) && !ClassUtils.isLambdaClass(type)) {
			throw refusal(method, "a method of the final " + type, "which cannot be proxied",
					"Make the class not final");
		}
	}

	private static void requireFinished(Method method) {
		Class<?>[] parameters = method.getParameterTypes();
		Class<?> result = method.getReturnType();
		boolean plainFuture = Future.class.isAssignableFrom(result) && !CompletionStage.class.isAssignableFrom(result);
		String what = null;
		if (parameters.length > 0 && parameters[parameters.length - 1].getName().equals(CONTINUATION)) {
			what = "is a suspend function";
		}
		else if (plainFuture || isUnfinished(result)) {
			what = "returns " + result.getName();
		}
		if (what != null) {
			throw new LockConfigurationException(
					"%s carries @NamedLock and %s, so the lock would be released while the work goes on."
						.formatted(MethodNames.describe(method), what),
					"Return a CompletionStage, or the result itself, or put the lock around the work with"
							+ " LockRegistry");
		}
	}

	private static boolean isUnfinished(@Nullable Class<?> type) {
		return type != null && (UNFINISHED.contains(type.getName()) || isUnfinished(type.getSuperclass())
				|| Arrays.stream(type.getInterfaces()).anyMatch(MethodCheck::isUnfinished));
	}

	private static LockConfigurationException refusal(Method method, String what, String why, String remedy) {
		return new LockConfigurationException(
				"%s carries @NamedLock but is %s, %s.".formatted(MethodNames.describe(method), what, why), remedy);
	}

}

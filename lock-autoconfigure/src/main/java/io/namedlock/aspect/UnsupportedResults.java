package io.namedlock.aspect;

import java.lang.reflect.Method;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;

import io.namedlock.LockConfigurationException;

/**
 * Refuses methods whose work goes on after they have returned, and of whose end nothing
 * is heard: the lock would be released while they still run.
 */
final class UnsupportedResults {

	private static final Set<String> TYPES = Set.of("org.reactivestreams.Publisher",
			"java.util.concurrent.Flow$Publisher", "java.util.concurrent.Callable", "kotlinx.coroutines.flow.Flow",
			"io.reactivex.rxjava3.core.ObservableSource", "io.reactivex.rxjava3.core.SingleSource",
			"io.reactivex.rxjava3.core.MaybeSource", "io.reactivex.rxjava3.core.CompletableSource",
			"org.springframework.web.context.request.async.DeferredResult",
			"org.springframework.web.context.request.async.WebAsyncTask",
			"org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter",
			"org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody");

	private static final String CONTINUATION = "kotlin.coroutines.Continuation";

	private UnsupportedResults() {
	}

	static void refuse(Method method) {
		Class<?>[] parameters = method.getParameterTypes();
		if (parameters.length > 0 && parameters[parameters.length - 1].getName().equals(CONTINUATION)) {
			throw refusal(method, "is a suspend function");
		}
		Class<?> result = method.getReturnType();
		boolean plainFuture = Future.class.isAssignableFrom(result) && !CompletionStage.class.isAssignableFrom(result);
		if (plainFuture || hierarchy(result).stream().map(Class::getName).anyMatch(TYPES::contains)) {
			throw refusal(method, "returns " + result.getName());
		}
	}

	private static Set<Class<?>> hierarchy(Class<?> type) {
		Set<Class<?>> hierarchy = new LinkedHashSet<>();
		for (Class<?> current = type; current != null; current = current.getSuperclass()) {
			hierarchy.add(current);
			for (Class<?> implemented : current.getInterfaces()) {
				hierarchy.addAll(hierarchy(implemented));
			}
		}
		return hierarchy;
	}

	private static LockConfigurationException refusal(Method method, String what) {
		return new LockConfigurationException(
				"%s carries @NamedLock and %s, so the lock would be released while the work goes on."
					.formatted(MethodNames.describe(method), what),
				"Return a CompletionStage, or the result itself, or put the lock around the work with LockRegistry.");
	}

}

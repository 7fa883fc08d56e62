package io.namedlock.aspect;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import io.namedlock.LockConfigurationException;
import io.namedlock.annotation.WhenUnavailable;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.MethodClassKey;

/**
 * Knows what is done around each method. The answers are kept. Safe for use by several
 * threads.
 */
final class NamedLockOperationSource {

	private final NamedLockAnnotations annotations;

	private final LockNameTemplateParser templates;

	private final NamedLockAttributesReader attributes;

	private final Map<MethodClassKey, Optional<NamedLockOperation>> cache = new ConcurrentHashMap<>();

	NamedLockOperationSource(ConfigurableListableBeanFactory beanFactory, NamedLockAnnotations annotations) {
		PlaceholderResolver placeholders = new PlaceholderResolver(beanFactory);
		this.annotations = annotations;
		this.templates = new LockNameTemplateParser(beanFactory, placeholders);
		this.attributes = new NamedLockAttributesReader(placeholders);
	}

	NamedLockAnnotations annotations() {
		return this.annotations;
	}

	/**
	 * What is done around a method.
	 * @param method the method
	 * @param targetClass the class it is called on
	 * @return the operation, or {@code null} if the method carries no annotation
	 * @throws LockConfigurationException if the annotation could not work
	 */
	@Nullable NamedLockOperation get(Method method, Class<?> targetClass) {
		MethodClassKey key = new MethodClassKey(method, targetClass);
		Optional<NamedLockOperation> known = this.cache.get(key);
		if (known == null) {
			known = resolve(AopUtils.getMostSpecificMethod(method, targetClass), targetClass);
			this.cache.put(key, known);
		}
		return known.orElse(null);
	}

	private Optional<NamedLockOperation> resolve(Method method, Class<?> targetClass) {
		List<NamedLockDeclaration> declarations = this.annotations.of(method, targetClass);
		if (declarations.isEmpty()) {
			return Optional.empty();
		}
		List<LockNameTemplate> names = declarations.stream()
			.map((declaration) -> this.templates.parse(declaration, method))
			.toList();
		NamedLockAttributes attributes = this.attributes.read(declarations, method);
		requireSkippable(method, attributes);
		return Optional.of(new NamedLockOperation(method, names, label(names), attributes,
				fallback(method, attributes, targetClass)));
	}

	private static String label(List<LockNameTemplate> templates) {
		return templates.stream().map(LockNameTemplate::toString).distinct().collect(Collectors.joining(", "));
	}

	private static void requireSkippable(Method method, NamedLockAttributes attributes) {
		if (attributes.whenUnavailable() != WhenUnavailable.SKIP) {
			return;
		}
		Class<?> result = method.getReturnType();
		if (result.isPrimitive() && result != void.class) {
			throw new LockConfigurationException(
					"%s has whenUnavailable = SKIP but returns the primitive %s, which has no empty value."
						.formatted(MethodNames.describe(method), result),
					"Return the wrapper type or an Optional, or use a fallback method.");
		}
		if (!attributes.fallback().isEmpty()) {
			throw new LockConfigurationException("%s has both whenUnavailable = SKIP and fallback = \"%s\"."
				.formatted(MethodNames.describe(method), attributes.fallback()), "Keep one of them.");
		}
	}

	private @Nullable FallbackMethod fallback(Method method, NamedLockAttributes attributes, Class<?> targetClass) {
		if (attributes.fallback().isEmpty()) {
			return null;
		}
		FallbackMethod fallback = FallbackMethod.find(attributes.fallback(), method, targetClass);
		if (fallback == null) {
			throw new LockConfigurationException(
					"The fallback \"%s\" of %s is no method of %s with the same parameters and result."
						.formatted(attributes.fallback(), MethodNames.describe(method), targetClass.getName()),
					("Declare one that returns %s and takes the same parameters"
							+ " and, optionally, a LockNotAcquiredException last.")
						.formatted(method.getReturnType().getSimpleName()));
		}
		return requireUnlocked(fallback, method, targetClass);
	}

	private FallbackMethod requireUnlocked(FallbackMethod fallback, Method method, Class<?> targetClass) {
		if (!this.annotations.of(fallback.method(), targetClass).isEmpty()) {
			throw new LockConfigurationException(
					"The fallback %s of %s carries @NamedLock itself, but is called without its proxy."
						.formatted(MethodNames.describe(fallback.method()), MethodNames.describe(method)),
					"Remove its annotation; where the class carries it, make the method not public.");
		}
		return fallback;
	}

}

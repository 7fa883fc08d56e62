package io.namedlock.aspect.operation;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import io.namedlock.LockConfigurationException;
import io.namedlock.aspect.template.LockNameTemplate;
import io.namedlock.aspect.template.LockNameTemplateParser;
import io.namedlock.aspect.template.MethodNames;
import io.namedlock.aspect.template.NamedLockDeclaration;
import io.namedlock.aspect.template.PlaceholderResolver;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.MethodClassKey;

/**
 * Knows what is done around each method. The answers are kept. Safe for use by several
 * threads.
 */
public final class NamedLockOperationSource {

	private final NamedLockAnnotations annotations;

	private final LockNameTemplateParser templates;

	private final PlaceholderResolver placeholders;

	private final Map<MethodClassKey, Optional<NamedLockOperation>> cache = new ConcurrentHashMap<>();

	public NamedLockOperationSource(ConfigurableListableBeanFactory beanFactory, NamedLockAnnotations annotations) {
		this.annotations = annotations;
		this.placeholders = new PlaceholderResolver(beanFactory);
		this.templates = new LockNameTemplateParser(beanFactory, this.placeholders);
	}

	/**
	 * What is done around a method.
	 * @return the operation, or {@code null} if the method carries no annotation
	 * @throws LockConfigurationException if the annotation could not work
	 */
	public @Nullable NamedLockOperation get(Method method, Class<?> targetClass) {
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
		String label = names.stream().map(LockNameTemplate::toString).distinct().collect(Collectors.joining(", "));
		NamedLockOperation.Attributes attributes = NamedLockOperation.Attributes.of(declarations, method,
				this.placeholders);
		FallbackMethod fallback = attributes.fallback().isEmpty() ? null
				: fallback(attributes.fallback(), method, targetClass);
		return Optional.of(new NamedLockOperation(method, names, label, attributes, fallback));
	}

	private FallbackMethod fallback(String name, Method method, Class<?> targetClass) {
		FallbackMethod fallback = FallbackMethod.find(name, method, targetClass);
		if (fallback == null) {
			throw new LockConfigurationException(
					"The fallback \"%s\" of %s is no method of %s with the same parameters and result.".formatted(name,
							MethodNames.describe(method), targetClass.getName()),
					("Declare one that returns %s and takes the same parameters and, optionally, a"
							+ " LockNotAcquiredException last")
						.formatted(method.getReturnType().getSimpleName()));
		}
		if (!this.annotations.of(fallback.method(), targetClass).isEmpty()) {
			throw new LockConfigurationException(
					"The fallback %s of %s carries @NamedLock itself, but is called without its proxy."
						.formatted(MethodNames.describe(fallback.method()), MethodNames.describe(method)),
					"Remove its annotation; where the class carries it, make the method not public");
		}
		return fallback;
	}

}

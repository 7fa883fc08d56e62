package io.namedlock.aspect.operation;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;

import io.namedlock.LockConfigurationException;
import io.namedlock.LockMode;
import io.namedlock.annotation.NamedLock;
import io.namedlock.annotation.OnLost;
import io.namedlock.annotation.WhenUnavailable;
import io.namedlock.aspect.template.MethodNames;
import io.namedlock.aspect.template.NamedLockDeclaration;
import io.namedlock.aspect.template.PlaceholderResolver;
import io.namedlock.aspect.template.TemplateException;
import org.jspecify.annotations.Nullable;

/**
 * What an annotation says besides the lock's name, its durations read.
 *
 * @param waitTime the longest wait, or {@code null} for the registry's default
 * @param mode how the lock is held
 * @param whenUnavailable what a call does without the lock
 * @param fallback the name of the method to call without the lock, or empty
 * @param lockAtLeastFor the shortest hold
 * @param onLost what happens to the body when the lock is lost
 * @param fenced whether a fencing token is drawn
 */
public record NamedLockAttributes(@Nullable Duration waitTime, LockMode mode, WhenUnavailable whenUnavailable,
		String fallback, Duration lockAtLeastFor, OnLost onLost, boolean fenced) {

	/**
	 * Reads the annotations of a method, which must agree in all but the name.
	 * @param declarations the annotations, at least one
	 * @param method the method
	 * @param placeholders resolves the durations
	 * @return the attributes
	 * @throws LockConfigurationException if they cannot work
	 */
	static NamedLockAttributes of(List<NamedLockDeclaration> declarations, Method method,
			PlaceholderResolver placeholders) {
		List<NamedLockAttributes> distinct = declarations.stream()
			.map((declaration) -> read(declaration.annotation(), method, placeholders))
			.distinct()
			.toList();
		if (distinct.size() > 1) {
			throw new LockConfigurationException(
					"The repeated @NamedLock of %s differ in more than their names: %s."
						.formatted(MethodNames.describe(method), distinct),
					"The locks are taken together, so give each annotation the same attributes");
		}
		distinct.get(0).requireOneOwner(method);
		distinct.get(0).requireSkippable(method);
		return distinct.get(0);
	}

	private static NamedLockAttributes read(NamedLock annotation, Method method, PlaceholderResolver placeholders) {
		Duration waitTime = duration(annotation.waitTime(), "waitTime", method, placeholders);
		Duration minimumHold = duration(annotation.lockAtLeastFor(), "lockAtLeastFor", method, placeholders);
		return new NamedLockAttributes(waitTime, annotation.mode(), annotation.whenUnavailable(), annotation.fallback(),
				(minimumHold != null) ? minimumHold : Duration.ZERO, annotation.onLost(), annotation.fenced());
	}

	private static @Nullable Duration duration(String text, String attribute, Method method,
			PlaceholderResolver placeholders) {
		try {
			String resolved = placeholders.resolve(text).strip();
			return resolved.isEmpty() ? null : LockDurations.parse(resolved);
		}
		catch (TemplateException ex) {
			throw ex.refusal("%s = \"%s\"".formatted(attribute, text), method);
		}
	}

	private void requireOneOwner(Method method) {
		if (this.mode == LockMode.SHARED && this.fenced) {
			throw new LockConfigurationException(
					"@NamedLock of %s is both shared and fenced, but a fencing token belongs to one owner."
						.formatted(MethodNames.describe(method)),
					"Drop fenced = true, or use mode = EXCLUSIVE");
		}
	}

	private void requireSkippable(Method method) {
		if (this.whenUnavailable != WhenUnavailable.SKIP) {
			return;
		}
		Class<?> result = method.getReturnType();
		if (result.isPrimitive() && result != void.class) {
			throw new LockConfigurationException(
					"%s has whenUnavailable = SKIP but returns the primitive %s, which has no empty value."
						.formatted(MethodNames.describe(method), result),
					"Return the wrapper type or an Optional, or use a fallback method");
		}
		if (!this.fallback.isEmpty()) {
			throw new LockConfigurationException("%s has both whenUnavailable = SKIP and fallback = \"%s\"."
				.formatted(MethodNames.describe(method), this.fallback), "Keep one of them");
		}
	}

}

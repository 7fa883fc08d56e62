package io.namedlock.aspect;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;

import io.namedlock.LockConfigurationException;
import io.namedlock.LockMode;
import io.namedlock.annotation.NamedLock;
import org.jspecify.annotations.Nullable;

/**
 * Reads the attributes of a method's annotations, which must agree in all but the name.
 */
final class NamedLockAttributesReader {

	private final PlaceholderResolver placeholders;

	NamedLockAttributesReader(PlaceholderResolver placeholders) {
		this.placeholders = placeholders;
	}

	NamedLockAttributes read(List<NamedLockDeclaration> declarations, Method method) {
		List<NamedLockAttributes> distinct = declarations.stream()
			.map((declaration) -> read(declaration.annotation(), method))
			.distinct()
			.toList();
		if (distinct.size() > 1) {
			throw new LockConfigurationException(
					"The repeated @NamedLock of %s differ in more than their names: %s."
						.formatted(MethodNames.describe(method), distinct),
					"The locks are taken together, so give each annotation the same attributes.");
		}
		return requireOneOwner(distinct.get(0), method);
	}

	private static NamedLockAttributes requireOneOwner(NamedLockAttributes attributes, Method method) {
		if (attributes.mode() == LockMode.SHARED && attributes.fenced()) {
			throw new LockConfigurationException(
					"@NamedLock of %s is both shared and fenced, but a fencing token belongs to one owner."
						.formatted(MethodNames.describe(method)),
					"Drop fenced = true, or use mode = EXCLUSIVE.");
		}
		return attributes;
	}

	private NamedLockAttributes read(NamedLock annotation, Method method) {
		Duration minimumHold = duration(annotation.lockAtLeastFor(), "lockAtLeastFor", method);
		return new NamedLockAttributes(duration(annotation.waitTime(), "waitTime", method), annotation.mode(),
				annotation.whenUnavailable(), annotation.fallback(),
				(minimumHold != null) ? minimumHold : Duration.ZERO, annotation.onLost(), annotation.fenced());
	}

	private @Nullable Duration duration(String text, String attribute, Method method) {
		try {
			String resolved = this.placeholders.resolve(text).strip();
			return resolved.isEmpty() ? null : LockDurations.parse(resolved);
		}
		catch (TemplateException ex) {
			throw new LockConfigurationException("%s = \"%s\" in @NamedLock of %s %s.".formatted(attribute, text,
					MethodNames.describe(method), ex.reason()), ex.remedy(), ex.getCause());
		}
	}

}

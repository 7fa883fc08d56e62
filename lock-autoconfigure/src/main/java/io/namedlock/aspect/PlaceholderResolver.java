package io.namedlock.aspect;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Replaces {@code ${property}} by the bean factory's own resolver, and refuses what it
 * leaves unresolved.
 */
final class PlaceholderResolver {

	private final ConfigurableListableBeanFactory beanFactory;

	PlaceholderResolver(ConfigurableListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	String resolve(String text) throws TemplateException {
		if (!text.contains("${")) {
			return text;
		}
		String resolved = resolved(text);
		if (resolved == null || resolved.contains("${")) {
			throw new TemplateException("has a placeholder that no property resolves", remedy());
		}
		return resolved;
	}

	private @Nullable String resolved(String text) throws TemplateException {
		try {
			return this.beanFactory.resolveEmbeddedValue(text);
		}
		catch (IllegalArgumentException ex) {
			throw new TemplateException("has a placeholder that no property resolves: " + ex.getMessage(), remedy(),
					ex);
		}
	}

	private static String remedy() {
		return "Set the property, or give a default as in ${property:default}.";
	}

}

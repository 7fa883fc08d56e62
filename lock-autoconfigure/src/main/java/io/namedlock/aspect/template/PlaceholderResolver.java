package io.namedlock.aspect.template;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Replaces {@code ${property}} by the bean factory's own resolver, and refuses what it
 * leaves unresolved.
 */
public final class PlaceholderResolver {

	private final ConfigurableListableBeanFactory beanFactory;

	public PlaceholderResolver(ConfigurableListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	/**
	 * Replaces the placeholders of a text.
	 * @throws TemplateException if there is no such property
	 */
	public String resolve(String text) throws TemplateException {
		if (!text.contains("${")) {
			return text;
		}
		String problem = "has a placeholder that no property resolves";
		String remedy = "Set the property, or give a default as in ${property:default}";
		try {
			String resolved = this.beanFactory.resolveEmbeddedValue(text);
			if (resolved != null && !resolved.contains("${")) {
				return resolved;
			}
		}
		catch (IllegalArgumentException ex) {
			throw new TemplateException(problem + ": " + ex.getMessage(), remedy, ex);
		}
		throw new TemplateException(problem, remedy);
	}

}

package io.namedlock.aspect;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import io.namedlock.LockConfigurationException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AbstractBeanDefinition;

/**
 * Refuses annotated methods that a bean definition names as init or destroy methods,
 * which the container calls past the proxy.
 */
final class CallbackCheck {

	private CallbackCheck() {
	}

	static void check(ConfigurableListableBeanFactory beanFactory, String beanName, List<Method> annotated) {
		Set<String> callbacks = annotated.isEmpty() ? Set.of()
				: callbacks(beanFactory.getMergedBeanDefinition(beanName));
		for (Method method : annotated) {
			if (callbacks.contains(method.getName()) && !WovenClasses.isWoven(method)) {
				throw new LockConfigurationException(
						("%s carries @NamedLock but is an init or destroy method of"
								+ " bean '%s', which the container calls past its proxy.")
							.formatted(MethodNames.describe(method), beanName),
						"Move the locked work to a method of another bean, or weave the class with AspectJ.");
			}
		}
	}

	private static Set<String> callbacks(BeanDefinition definition) {
		return (definition instanceof AbstractBeanDefinition named)
				? Set.copyOf(
						Stream.concat(names(named.getInitMethodNames()), names(named.getDestroyMethodNames())).toList())
				: Set.of();
	}

	private static Stream<String> names(String @Nullable [] names) {
		return (names != null) ? Stream.of(names) : Stream.empty();
	}

}

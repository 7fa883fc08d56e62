package io.namedlock.aspect;

import java.lang.reflect.Method;
import java.util.function.Predicate;

import io.namedlock.LockConfigurationException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Refuses annotated beans in a parent context that has no named locks of its own. The
 * proxies of a context's beans are made by that context alone.
 */
final class ParentCheck {

	private ParentCheck() {
	}

	static void check(ConfigurableListableBeanFactory beanFactory, AnnotatedMethods annotated) {
		ConfigurableListableBeanFactory parent = parentOf(beanFactory);
		while (parent != null) {
			if (parent.getBeanNamesForType(NamedLockChecker.class, true, false).length == 0) {
				BeanTypes.forEach(parent, (name, type) -> refuse(name, type, annotated));
			}
			parent = parentOf(parent);
		}
	}

	private static @Nullable ConfigurableListableBeanFactory parentOf(ConfigurableListableBeanFactory beanFactory) {
		return (beanFactory.getParentBeanFactory() instanceof ConfigurableListableBeanFactory parent) ? parent : null;
	}

	private static void refuse(String beanName, Class<?> type, AnnotatedMethods annotated) {
		annotated.of(type)
			.stream()
			.filter(Predicate.not(WovenClasses::isWoven))
			.findFirst()
			.ifPresent((method) -> refuse(beanName, method));
	}

	private static void refuse(String beanName, Method method) {
		throw new LockConfigurationException(
				"The bean '%s' has %s, which carries @NamedLock, but is in a parent context without named locks."
					.formatted(beanName, MethodNames.describe(method)),
				"Define the bean in the context that has the locks, or configure named locks in the parent as well.");
	}

}

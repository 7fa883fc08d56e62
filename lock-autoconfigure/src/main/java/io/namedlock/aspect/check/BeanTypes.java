package io.namedlock.aspect.check;

import java.lang.reflect.Proxy;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.beans.factory.CannotLoadBeanClassException;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.ClassUtils;

/**
 * Knows the classes that users wrote behind beans. Goes through the beans of an
 * application without creating one.
 */
final class BeanTypes {

	private BeanTypes() {
	}

	/**
	 * Hands out the name and the types of each bean definition.
	 */
	static void forEach(ConfigurableListableBeanFactory beanFactory, BiConsumer<String, Class<?>> action) {
		for (String name : beanFactory.getBeanDefinitionNames()) {
			Class<?> type = type(beanFactory, name);
			if (type != null) {
				userTypes(type).forEach((userType) -> action.accept(name, userType));
			}
		}
	}

	/**
	 * The classes whose annotations count for a bean: those of its target, and those of
	 * the proxy in front of it.
	 */
	static Set<Class<?>> of(Object bean) {
		Set<Class<?>> types = new LinkedHashSet<>(userTypes(AopProxyUtils.ultimateTargetClass(bean)));
		types.addAll(userTypes(bean.getClass()));
		return types;
	}

	/**
	 * What a user wrote behind a type: without subclasses made at run time, and for a
	 * proxy of the JDK its interfaces.
	 */
	static List<Class<?>> userTypes(Class<?> type) {
		return Proxy.isProxyClass(type) ? List.of(type.getInterfaces()) : List.of(ClassUtils.getUserClass(type));
	}

	private static @Nullable Class<?> type(ConfigurableListableBeanFactory beanFactory, String name) {
		try {
			return beanFactory.getMergedBeanDefinition(name).isAbstract() ? null : beanFactory.getType(name, false);
		}
		catch (CannotLoadBeanClassException ex) {
			// Nobody can make a bean of it either
			return null;
		}
	}

}

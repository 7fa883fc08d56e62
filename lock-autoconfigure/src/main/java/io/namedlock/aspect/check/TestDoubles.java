package io.namedlock.aspect.check;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Tells the mocks and other doubles that a test puts in the place of a bean. They are no
 * beans that should have been proxied.
 */
final class TestDoubles {

	private static final String OVERRIDE = "org.springframework.test.context.bean.override.BeanOverride";

	private static final String MOCKITO = "org.mockito.Mockito";

	private TestDoubles() {
	}

	static boolean contain(Object bean, String beanName, ConfigurableListableBeanFactory beanFactory) {
		return isOverride(beanName, beanFactory) || isMockito(bean, "isMock");
	}

	/**
	 * The same but for spies, which run what they stand for.
	 */
	static boolean containInert(Object bean, String beanName, ConfigurableListableBeanFactory beanFactory) {
		return contain(bean, beanName, beanFactory) && !isMockito(bean, "isSpy");
	}

	private static boolean isOverride(String beanName, ConfigurableListableBeanFactory beanFactory) {
		if (!beanFactory.containsBeanDefinition(beanName)) {
			return false;
		}
		BeanDefinition definition = beanFactory.getBeanDefinition(beanName);
		AnnotatedElement element = (definition instanceof RootBeanDefinition root) ? root.getQualifiedElement() : null;
		return element != null && MergedAnnotations.from(element).isPresent(OVERRIDE);
	}

	private static boolean isMockito(Object bean, String question) {
		ClassLoader classLoader = bean.getClass().getClassLoader();
		if (!ClassUtils.isPresent(MOCKITO, classLoader)) {
			return false;
		}
		Method mockingDetails = ClassUtils.getMethod(ClassUtils.resolveClassName(MOCKITO, classLoader),
				"mockingDetails", Object.class);
		Method answer = ClassUtils.getMethod(mockingDetails.getReturnType(), question);
		return Boolean.TRUE
			.equals(ReflectionUtils.invokeMethod(answer, ReflectionUtils.invokeMethod(mockingDetails, null, bean)));
	}

}

package io.namedlock.aspect;

import java.lang.reflect.Method;

import io.namedlock.LockConfigurationException;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.InstantiationAwareBeanPostProcessor;
import org.springframework.util.ClassUtils;

/**
 * Ends the start of an application that has annotated beans although its locks are
 * switched off. To be declared as an infrastructure bean instead of all others of this
 * package. Safe for use by several threads.
 *
 * @since 0.1
 */
public final class NamedLockGuard
		implements InstantiationAwareBeanPostProcessor, SmartInitializingSingleton, AopInfrastructureBean {

	private final ConfigurableListableBeanFactory beanFactory;

	private final AnnotatedMethods annotated = new AnnotatedMethods();

	/**
	 * Creates the guard.
	 * @param beanFactory the application's bean factory
	 */
	public NamedLockGuard(ConfigurableListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	@Override
	public @Nullable Object postProcessBeforeInstantiation(Class<?> beanClass, String beanName) {
		refuse(beanName, ClassUtils.getUserClass(beanClass));
		return null;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		InstanceCheck.types(bean).forEach((type) -> refuse(beanName, type));
		return bean;
	}

	/**
	 * Checks what was not created.
	 * @throws LockConfigurationException if a bean carries the annotation
	 */
	@Override
	public void afterSingletonsInstantiated() {
		BeanTypes.forEach(this.beanFactory, this::refuse);
	}

	private void refuse(String beanName, Class<?> type) {
		for (Method method : this.annotated.of(type)) {
			throw new LockConfigurationException(
					"The bean '%s' has %s, which carries @NamedLock, but named-lock.enabled is false."
						.formatted(beanName, MethodNames.describe(method)),
					"Set named-lock.backend=memory instead, to lock within this JVM only, as a test does.");
		}
	}

}

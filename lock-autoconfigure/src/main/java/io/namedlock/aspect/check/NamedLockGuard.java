package io.namedlock.aspect.check;

import java.lang.reflect.Method;

import io.namedlock.aspect.operation.NamedLockAnnotations;
import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.SmartInstantiationAwareBeanPostProcessor;

/**
 * Ends the start of an application that has annotated beans and no locks. To be declared
 * as an infrastructure bean instead of all others of this package. Safe for use by
 * several threads.
 */
public final class NamedLockGuard
		implements SmartInstantiationAwareBeanPostProcessor, SmartInitializingSingleton, AopInfrastructureBean {

	private final ConfigurableListableBeanFactory beanFactory;

	private final NamedLockAnnotations annotations = new NamedLockAnnotations();

	private final String reason;

	private final String remedy;

	/**
	 * Refuses beans for a reason that ends a sentence after "but", with a remedy in
	 * sentences.
	 */
	public NamedLockGuard(ConfigurableListableBeanFactory beanFactory, String reason, String remedy) {
		this.beanFactory = beanFactory;
		this.reason = reason;
		this.remedy = remedy;
	}

	@Override
	public Object getEarlyBeanReference(Object bean, String beanName) {
		refuse(beanName, bean);
		return bean;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		refuse(beanName, bean);
		return bean;
	}

	/**
	 * Checks what was not created.
	 */
	@Override
	public void afterSingletonsInstantiated() {
		BeanTypes.forEach(this.beanFactory, (name, type) -> {
			Object bean = this.beanFactory.getSingleton(name);
			if (bean == null || !TestDoubles.containInert(bean, name, this.beanFactory)) {
				refuse(name, type);
			}
		});
	}

	private void refuse(String beanName, Object bean) {
		if (!TestDoubles.containInert(bean, beanName, this.beanFactory)) {
			BeanTypes.of(bean).forEach((type) -> refuse(beanName, type));
		}
	}

	private void refuse(String beanName, Class<?> type) {
		for (Method method : this.annotations.methodsOf(type)) {
			throw ProxyCheck.refusal(beanName, method, this.reason, this.remedy);
		}
	}

}

package io.namedlock.aspect;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.InstantiationAwareBeanPostProcessor;
import org.springframework.util.ClassUtils;

/**
 * Makes the locks of an application known to woven methods, as long as it runs. To be
 * declared as an infrastructure bean. Where nothing is woven it does nothing. Safe for
 * use by several threads.
 *
 * @since 0.1
 */
public final class NamedLockWeaving
		implements InstantiationAwareBeanPostProcessor, InitializingBean, DisposableBean, AopInfrastructureBean {

	private final ObjectProvider<NamedLockAdvisor> advisor;

	private final AnnotatedMethods annotated = new AnnotatedMethods();

	/**
	 * Creates the link.
	 * @param advisor knows what to do around annotated methods; asked at the first woven
	 * call
	 */
	public NamedLockWeaving(ObjectProvider<NamedLockAdvisor> advisor) {
		this.advisor = advisor;
	}

	@Override
	public void afterPropertiesSet() {
		WovenContexts.add(this);
	}

	@Override
	public boolean postProcessAfterInstantiation(Object bean, String beanName) {
		if (this.annotated.of(ClassUtils.getUserClass(bean)).stream().anyMatch(WovenClasses::isWoven)) {
			WovenContexts.own(bean, this);
		}
		return true;
	}

	@Override
	public void destroy() {
		WovenContexts.remove(this);
	}

	NamedLockAdvisor advisor() {
		return this.advisor.getObject();
	}

}

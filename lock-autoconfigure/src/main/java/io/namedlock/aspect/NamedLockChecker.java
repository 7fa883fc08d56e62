package io.namedlock.aspect;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.namedlock.LockConfigurationException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.config.AopConfigUtils;
import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.aop.framework.ProxyConfig;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.SmartInstantiationAwareBeanPostProcessor;
import org.springframework.util.ClassUtils;

/**
 * Ends the application's start, or the creation of a later bean, where an annotated
 * method would run without its lock. Classes are checked before the first bean of them is
 * made, and all others at the end of the start; beans are checked when they have got
 * their proxy. To be declared as an infrastructure bean. Safe for use by several threads.
 *
 * @since 0.1
 */
public final class NamedLockChecker
		implements SmartInstantiationAwareBeanPostProcessor, SmartInitializingSingleton, AopInfrastructureBean {

	private static final Log logger = LogFactory.getLog(NamedLockChecker.class);

	private final ConfigurableListableBeanFactory beanFactory;

	private final ObjectProvider<NamedLockAdvisor> advisor;

	private final AnnotatedMethods annotated = new AnnotatedMethods();

	private final TypeCheck types = new TypeCheck(this.annotated);

	private final InstanceCheck instances = new InstanceCheck(this.annotated);

	private final Set<String> exposedEarly = ConcurrentHashMap.newKeySet();

	private volatile boolean started;

	private volatile int annotatedMethods;

	/**
	 * Creates the checker.
	 * @param beanFactory the application's bean factory
	 * @param advisor the advisor that must be in the proxies of annotated beans
	 */
	public NamedLockChecker(ConfigurableListableBeanFactory beanFactory, ObjectProvider<NamedLockAdvisor> advisor) {
		this.beanFactory = beanFactory;
		this.advisor = advisor;
	}

	@Override
	public @Nullable Object postProcessBeforeInstantiation(Class<?> beanClass, String beanName) {
		checkType(ClassUtils.getUserClass(beanClass));
		return null;
	}

	@Override
	public Object getEarlyBeanReference(Object bean, String beanName) {
		this.exposedEarly.add(beanName);
		checkInstance(bean, beanName);
		return bean;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (!this.exposedEarly.remove(beanName)) {
			checkInstance(bean, beanName);
		}
		return bean;
	}

	/**
	 * Checks what was not created, or was created before this checker.
	 * @throws LockConfigurationException if a method could run without its lock
	 */
	@Override
	public void afterSingletonsInstantiated() {
		Set<Class<?>> seen = new LinkedHashSet<>();
		BeanTypes.forEach(this.beanFactory, (name, type) -> {
			seen.add(type);
			CallbackCheck.check(this.beanFactory, name, this.annotated.of(type));
		});
		seen.forEach(this::checkType);
		seen.forEach(this::warnOfSelfCalls);
		checkSingletons();
		ParentCheck.check(this.beanFactory, this.annotated);
		this.annotatedMethods = seen.stream().mapToInt((type) -> this.annotated.of(type).size()).sum();
		this.started = true;
		this.advisor.ifAvailable(this.types::requireModes);
	}

	/**
	 * How many methods of the application's beans are locked.
	 * @return the number of methods that carry the annotation or whose class does, known
	 * at the end of the start
	 */
	public int annotatedMethods() {
		return this.annotatedMethods;
	}

	/**
	 * Finds a method that is to be locked, also where the start has failed before it was
	 * checked. Creates no bean.
	 * @param beanFactory the application's bean factory
	 * @return the method in words, {@code null} if no bean has one
	 */
	public static @Nullable String anyAnnotatedMethod(ConfigurableListableBeanFactory beanFactory) {
		AnnotatedMethods annotated = new AnnotatedMethods();
		List<Method> found = new ArrayList<>();
		BeanTypes.forEach(beanFactory, (name, type) -> found.addAll(annotated.of(type)));
		return found.isEmpty() ? null : MethodNames.describe(found.get(0));
	}

	private void checkSingletons() {
		for (String name : this.beanFactory.getSingletonNames()) {
			Object bean = this.beanFactory.getSingleton(name);
			if (bean instanceof FactoryBean<?> factory) {
				checkProduct(factory, name);
			}
			else if (bean != null) {
				checkInstance(bean, name);
			}
		}
	}

	/**
	 * A product may have been made before this checker. It is asked for only if its class
	 * is annotated, since that makes one that was not.
	 */
	private void checkProduct(FactoryBean<?> factory, String name) {
		Class<?> type = factory.getObjectType();
		if (type != null && factory.isSingleton() && BeanTypes.userTypes(type).stream().anyMatch(this::isAnnotated)) {
			checkInstance(this.beanFactory.getBean(name), name);
		}
	}

	private boolean isAnnotated(Class<?> type) {
		return !this.annotated.of(type).isEmpty();
	}

	private void warnOfSelfCalls(Class<?> type) {
		List<Method> methods = this.annotated.of(type)
			.stream()
			.filter((method) -> !WovenClasses.isWoven(method))
			.toList();
		for (String call : SelfCalls.find(type, methods)) {
			logger.warn(call + " on 'this', which passes no proxy and takes no lock. "
					+ "Call it through another bean, or weave the class with AspectJ.");
		}
	}

	private void checkType(Class<?> type) {
		if (isAnnotated(type)) {
			checkType(type, isSubclassed(type));
		}
	}

	private void checkType(Class<?> type, boolean subclassed) {
		NamedLockAdvisor available = this.advisor.getObject();
		this.types.check(type, subclassed, available.operations());
		if (this.started) {
			this.types.requireModes(available);
		}
	}

	private void checkInstance(Object bean, String beanName) {
		for (Class<?> type : InstanceCheck.types(bean)) {
			if (isAnnotated(type) && !TestDoubles.contain(bean, beanName, this.beanFactory)) {
				checkType(type, !Proxy.isProxyClass(bean.getClass()));
				this.instances.check(bean, beanName, type);
			}
		}
	}

	private boolean isSubclassed(Class<?> type) {
		ProxyConfig creator = this.beanFactory.getBean(AopConfigUtils.AUTO_PROXY_CREATOR_BEAN_NAME, ProxyConfig.class);
		return creator.isProxyTargetClass() || ClassUtils.getAllInterfacesForClass(type).length == 0;
	}

}

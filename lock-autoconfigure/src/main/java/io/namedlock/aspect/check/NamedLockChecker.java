package io.namedlock.aspect.check;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.namedlock.LockConfigurationException;
import io.namedlock.LockMode;
import io.namedlock.aspect.NamedLockAdvisor;
import io.namedlock.aspect.WovenClasses;
import io.namedlock.aspect.operation.NamedLockAnnotations;
import io.namedlock.aspect.operation.NamedLockOperation;
import io.namedlock.aspect.template.MethodNames;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.config.AopConfigUtils;
import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.aop.framework.ProxyConfig;
import org.springframework.beans.factory.BeanFactory;
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
 */
public final class NamedLockChecker
		implements SmartInstantiationAwareBeanPostProcessor, SmartInitializingSingleton, AopInfrastructureBean {

	private static final Log logger = LogFactory.getLog(NamedLockChecker.class);

	private final ConfigurableListableBeanFactory beanFactory;

	private final ObjectProvider<NamedLockAdvisor> advisor;

	private final NamedLockAnnotations annotations = new NamedLockAnnotations();

	private final Set<Subject> checkedTypes = ConcurrentHashMap.newKeySet();

	/**
	 * Methods that want a shared lock, until the registry was asked whether it has them.
	 */
	private final Set<Method> shared = ConcurrentHashMap.newKeySet();

	/**
	 * Beans in a circle are handed out before they are initialized, and checked then:
	 * what comes to {@link #postProcessAfterInitialization} is the bean without its
	 * proxy.
	 */
	private final Set<String> exposedEarly = ConcurrentHashMap.newKeySet();

	private volatile boolean started;

	private volatile int annotatedMethods;

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
	 */
	@Override
	public void afterSingletonsInstantiated() {
		Set<Class<?>> types = new LinkedHashSet<>();
		BeanTypes.forEach(this.beanFactory, (name, type) -> {
			types.add(type);
			for (Method method : this.annotations.methodsOf(type)) {
				MethodCheck.requireNoCallback(method, name, this.beanFactory.getMergedBeanDefinition(name));
			}
		});
		types.forEach(this::checkType);
		types.forEach(this::warnOfSelfCalls);
		checkSingletons();
		checkParents();
		this.annotatedMethods = types.stream().mapToInt((type) -> this.annotations.methodsOf(type).size()).sum();
		this.started = true;
		this.advisor.ifAvailable(this::requireModes);
	}

	/**
	 * How many methods of the application's beans are locked; known at the end of the
	 * start.
	 */
	public int annotatedMethods() {
		return this.annotatedMethods;
	}

	/**
	 * Describes a method that is to be locked, also where the start has failed before it
	 * was checked; {@code null} if no bean has one. Creates no bean.
	 */
	public static @Nullable String anyAnnotatedMethod(ConfigurableListableBeanFactory beanFactory) {
		NamedLockAnnotations annotations = new NamedLockAnnotations();
		List<Method> found = new ArrayList<>();
		BeanTypes.forEach(beanFactory, (name, type) -> found.addAll(annotations.methodsOf(type)));
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

	private void checkProduct(FactoryBean<?> factory, String name) {
		Class<?> type = factory.getObjectType();
		// The product may have been made before this checker. Asking for it makes one
		// where there is none, so only a product whose class is annotated is asked for
		if (type != null && factory.isSingleton() && BeanTypes.userTypes(type).stream().anyMatch(this::isAnnotated)) {
			checkInstance(this.beanFactory.getBean(name), name);
		}
	}

	/**
	 * Refuses annotated beans in a parent context that has no named locks of its own,
	 * since only the context of a bean makes its proxy.
	 */
	private void checkParents() {
		BeanFactory current = this.beanFactory.getParentBeanFactory();
		while (current instanceof ConfigurableListableBeanFactory parent) {
			if (parent.getBeanNamesForType(NamedLockChecker.class, true, false).length == 0) {
				BeanTypes.forEach(parent, this::refuseInParent);
			}
			current = parent.getParentBeanFactory();
		}
	}

	private void refuseInParent(String beanName, Class<?> type) {
		for (Method method : WovenClasses.notWoven(this.annotations.methodsOf(type))) {
			throw ProxyCheck.refusal(beanName, method, "is in a parent context without named locks",
					"Define the bean in the context that has the locks, or configure named locks in the parent"
							+ " as well");
		}
	}

	private void warnOfSelfCalls(Class<?> type) {
		for (String call : SelfCalls.find(type, WovenClasses.notWoven(this.annotations.methodsOf(type)))) {
			logger.warn(call + " on 'this', which passes no proxy and takes no lock. "
					+ "Call it through another bean, or weave the class with AspectJ");
		}
	}

	private void checkInstance(Object bean, String beanName) {
		for (Class<?> type : BeanTypes.of(bean)) {
			if (isAnnotated(type) && !TestDoubles.contain(bean, beanName, this.beanFactory)) {
				checkType(new Subject(type, !Proxy.isProxyClass(bean.getClass())));
				ProxyCheck.check(bean, beanName, type, this.annotations);
			}
		}
	}

	private void checkType(Class<?> type) {
		if (isAnnotated(type)) {
			checkType(new Subject(type, isSubclassed(type)));
		}
	}

	private boolean isAnnotated(Class<?> type) {
		return !this.annotations.methodsOf(type).isEmpty();
	}

	private boolean isSubclassed(Class<?> type) {
		ProxyConfig creator = this.beanFactory.getBean(AopConfigUtils.AUTO_PROXY_CREATOR_BEAN_NAME, ProxyConfig.class);
		return creator.isProxyTargetClass() || ClassUtils.getAllInterfacesForClass(type).length == 0;
	}

	private void checkType(Subject subject) {
		NamedLockAdvisor available = this.advisor.getObject();
		if (!this.checkedTypes.contains(subject)) {
			for (Method method : this.annotations.methodsOf(subject.type())) {
				MethodCheck.check(method, subject.type(), subject.subclassed());
				NamedLockOperation operation = available.operations().get(method, subject.type());
				if (operation != null && operation.attributes().mode() == LockMode.SHARED) {
					this.shared.add(method);
				}
			}
			// After the check: a class that was refused is refused again
			this.checkedTypes.add(subject);
		}
		if (this.started) {
			requireModes(available);
		}
	}

	/**
	 * Refuses shared locks that the registry does not have. Asks the registry only where
	 * a method wants one, and not before the end of the start: it brings about the
	 * {@code DataSource}.
	 */
	private void requireModes(NamedLockAdvisor available) {
		Method method = this.shared.stream().findFirst().orElse(null);
		if (method == null) {
			return;
		}
		if (!available.registry().supports(LockMode.SHARED)) {
			throw new LockConfigurationException(
					"%s has mode = SHARED, which the lock backend does not offer."
						.formatted(MethodNames.describe(method)),
					"Use EXCLUSIVE, or, on MySQL and MariaDB, 'named-lock.backend=row'");
		}
		this.shared.clear();
	}

	/**
	 * What is checked once: a class, as it is behind a proxy that is a subclass, or is
	 * not.
	 */
	private record Subject(Class<?> type, boolean subclassed) {

	}

}

package io.namedlock.aspect;

import java.lang.reflect.Method;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.namedlock.LockConfigurationException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.aop.Advisor;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.scope.ScopedObject;
import org.springframework.aop.support.AopUtils;
import org.springframework.util.ClassUtils;

/**
 * Checks that the proxy of a bean takes the locks of its annotated methods.
 */
final class InstanceCheck {

	private static final Log logger = LogFactory.getLog(InstanceCheck.class);

	private static final String TRANSACTION_ADVICE = "org.springframework.transaction.interceptor."
			+ "TransactionInterceptor";

	private final AnnotatedMethods annotated;

	InstanceCheck(AnnotatedMethods annotated) {
		this.annotated = annotated;
	}

	/**
	 * The classes whose annotations count for a bean.
	 */
	static Set<Class<?>> types(Object bean) {
		Set<Class<?>> types = new LinkedHashSet<>(BeanTypes.userTypes(AopProxyUtils.ultimateTargetClass(bean)));
		types.addAll(BeanTypes.userTypes(bean.getClass()));
		return types;
	}

	/**
	 * Checks a bean whose annotated methods rely on its proxy.
	 * @param bean the bean
	 * @param beanName its name
	 * @param type the class that has the methods
	 * @throws LockConfigurationException if the proxy does not take the locks
	 */
	void check(Object bean, String beanName, Class<?> type) {
		List<Method> methods = this.annotated.of(type)
			.stream()
			.filter((method) -> !WovenClasses.isWoven(method))
			.toList();
		if (methods.isEmpty() || bean instanceof ScopedObject) {
			return;
		}
		requireAdvised(bean, beanName, methods.get(0));
		if (AopUtils.isJdkDynamicProxy(bean)) {
			methods.forEach((method) -> requireExposed(method, type, bean));
		}
	}

	private static void requireAdvised(Object bean, String beanName, Method method) {
		Object current = bean;
		while (current instanceof Advised advised) {
			if (takesLocks(advised, beanName)) {
				return;
			}
			current = AopProxyUtils.getSingletonTarget(current);
		}
		throw new LockConfigurationException(
				"The bean '%s' has %s, which carries @NamedLock, but no proxy that takes the lock.".formatted(beanName,
						MethodNames.describe(method)),
				"Do not register the bean by hand, nor need it from a"
						+ " BeanPostProcessor: it is then made before its proxy"
						+ " could be. Nor let it be an Advice, Advisor or AopInfrastructureBean, which get none.");
	}

	private static boolean takesLocks(Advised advised, String beanName) {
		List<Advisor> advisors = List.of(advised.getAdvisors());
		int lock = indexOf(advisors, NamedLockAdvisor.class.getName(), false);
		int transaction = indexOf(advisors, TRANSACTION_ADVICE, true);
		if (lock != -1 && transaction != -1 && transaction < lock) {
			logger.warn(("The transactions of bean '%s' begin before its locks are taken and end after their release. "
					+ "Set named-lock.order below the order of @EnableTransactionManagement.")
				.formatted(beanName));
		}
		return lock != -1 || !advised.getTargetSource().isStatic();
	}

	private static int indexOf(List<Advisor> advisors, String className, boolean advice) {
		for (int i = 0; i < advisors.size(); i++) {
			Object candidate = advice ? advisors.get(i).getAdvice() : advisors.get(i);
			if (candidate.getClass().getName().equals(className)) {
				return i;
			}
		}
		return -1;
	}

	private static void requireExposed(Method method, Class<?> type, Object bean) {
		boolean onMethod = NamedLockAnnotations.find(method, type).get(0).isOnMethod();
		boolean exposed = ClassUtils.getAllInterfacesForClassAsSet(bean.getClass())
			.stream()
			.anyMatch((exposing) -> ClassUtils.hasMethod(exposing, method.getName(), method.getParameterTypes()));
		if (onMethod && !exposed) {
			throw new LockConfigurationException(
					"%s carries @NamedLock but is in no interface of its bean, whose proxy has only those."
						.formatted(MethodNames.describe(method)),
					"Add it to the interface, or set spring.aop.proxy-target-class=true.");
		}
	}

}

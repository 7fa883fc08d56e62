package io.namedlock.aspect.check;

import java.lang.reflect.Method;
import java.util.List;

import io.namedlock.LockConfigurationException;
import io.namedlock.aspect.NamedLockAdvisor;
import io.namedlock.aspect.WovenClasses;
import io.namedlock.aspect.operation.NamedLockAnnotations;
import io.namedlock.aspect.template.MethodNames;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.aop.Advisor;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.scope.ScopedObject;
import org.springframework.aop.support.AopUtils;
import org.springframework.util.ClassUtils;

/**
 * Refuses a bean whose proxy does not take the locks of its annotated methods.
 */
final class ProxyCheck {

	private static final Log logger = LogFactory.getLog(ProxyCheck.class);

	private static final String TRANSACTION_ADVICE = "org.springframework.transaction.interceptor"
			+ ".TransactionInterceptor";

	private ProxyCheck() {
	}

	static void check(Object bean, String beanName, Class<?> type, NamedLockAnnotations annotations) {
		List<Method> methods = WovenClasses.notWoven(annotations.methodsOf(type));
		// The proxy of a scope only passes on to the scoped bean, which has its own
		if (methods.isEmpty() || bean instanceof ScopedObject) {
			return;
		}
		requireAdvised(bean, beanName, methods.get(0));
		if (AopUtils.isJdkDynamicProxy(bean)) {
			methods.stream()
				.filter((method) -> annotations.of(method, type).get(0).isOnMethod())
				.forEach((method) -> requireExposed(method, bean));
		}
	}

	/**
	 * Says that a bean has an annotated method and takes no lock, for a reason that ends
	 * the sentence after "but".
	 */
	static LockConfigurationException refusal(String beanName, Method method, String why, String remedy) {
		return new LockConfigurationException("The bean '%s' has %s, which carries @NamedLock, but %s."
			.formatted(beanName, MethodNames.describe(method), why), remedy);
	}

	private static void requireAdvised(Object bean, String beanName, Method method) {
		// A proxy may have another one as its target
		Object current = bean;
		while (current instanceof Advised advised) {
			if (takesLocks(advised, beanName)) {
				return;
			}
			current = AopProxyUtils.getSingletonTarget(current);
		}
		throw refusal(beanName, method, "no proxy that takes the lock",
				"Do not register the bean by hand, nor need it from a BeanPostProcessor: it is then made"
						+ " before its proxy could be. Nor let it be an Advice, Advisor or AopInfrastructureBean,"
						+ " which get none");
	}

	private static boolean takesLocks(Advised advised, String beanName) {
		boolean locks = false;
		boolean transactionFirst = false;
		for (Advisor advisor : advised.getAdvisors()) {
			locks |= advisor instanceof NamedLockAdvisor;
			transactionFirst |= !locks && advisor.getAdvice().getClass().getName().equals(TRANSACTION_ADVICE);
		}
		if (locks && transactionFirst) {
			logger.warn(("The transactions of bean '%s' begin before its locks are taken and end after their"
					+ " release. Set named-lock.order below the order of @EnableTransactionManagement")
				.formatted(beanName));
		}
		// Where the target changes, each one is a bean of its own, with its own proxy
		return locks || !advised.getTargetSource().isStatic();
	}

	private static void requireExposed(Method method, Object bean) {
		boolean exposed = ClassUtils.getAllInterfacesForClassAsSet(bean.getClass())
			.stream()
			.anyMatch((exposing) -> ClassUtils.hasMethod(exposing, method.getName(), method.getParameterTypes()));
		if (!exposed) {
			throw new LockConfigurationException(
					"%s carries @NamedLock but is in no interface of its bean, whose proxy has only those."
						.formatted(MethodNames.describe(method)),
					"Add it to the interface, or set spring.aop.proxy-target-class=true");
		}
	}

}

package io.namedlock.aspect;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import io.namedlock.LockConfigurationException;
import io.namedlock.aspect.operation.NamedLockAnnotations;
import io.namedlock.aspect.template.MethodNames;
import org.jspecify.annotations.Nullable;
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
 */
public final class NamedLockWeaving
		implements InstantiationAwareBeanPostProcessor, InitializingBean, DisposableBean, AopInfrastructureBean {

	private static final List<NamedLockWeaving> RUNNING = new CopyOnWriteArrayList<>();

	/**
	 * The applications of beans. Beans are told apart by identity, and may be collected.
	 */
	private static final Map<Identity, NamedLockWeaving> OWNERS = new ConcurrentHashMap<>();

	private static final ReferenceQueue<Object> COLLECTED = new ReferenceQueue<>();

	private final ObjectProvider<NamedLockAdvisor> advisor;

	private final NamedLockAnnotations annotations = new NamedLockAnnotations();

	/**
	 * Asks for the advisor at the first woven call.
	 */
	public NamedLockWeaving(ObjectProvider<NamedLockAdvisor> advisor) {
		this.advisor = advisor;
	}

	/**
	 * Finds the application whose locks a woven method has: that of its bean, or the only
	 * one that runs. Refuses the call if there is none, or one of several.
	 */
	static NamedLockWeaving of(@Nullable Object target, Method method) {
		NamedLockWeaving owner = (target != null) ? OWNERS.get(new Identity(target, null)) : null;
		if (owner != null) {
			return owner;
		}
		List<NamedLockWeaving> running = List.copyOf(RUNNING);
		if (running.isEmpty()) {
			throw new LockConfigurationException("The woven %s was called while no application with named locks runs."
				.formatted(MethodNames.describe(method)), "Call it between the start and the end of the application");
		}
		if (running.size() > 1) {
			throw new LockConfigurationException(
					("The woven %s is static or was called on an object that is no bean, while %d applications"
							+ " with named locks run in this JVM.")
						.formatted(MethodNames.describe(method), running.size()),
					"Make it a method of a bean, so that it is known whose lock to take");
		}
		return running.get(0);
	}

	NamedLockInterceptor interceptor() {
		return this.advisor.getObject().getAdvice();
	}

	@Override
	public void afterPropertiesSet() {
		RUNNING.add(this);
	}

	/**
	 * Notes to which application a bean belongs, before the container calls any method of
	 * it.
	 */
	@Override
	public boolean postProcessAfterInstantiation(Object bean, String beanName) {
		for (Reference<?> gone = COLLECTED.poll(); gone != null; gone = COLLECTED.poll()) {
			OWNERS.remove(gone);
		}
		if (this.annotations.methodsOf(ClassUtils.getUserClass(bean)).stream().anyMatch(WovenClasses::isWoven)) {
			OWNERS.put(new Identity(bean, COLLECTED), this);
		}
		return true;
	}

	@Override
	public void destroy() {
		RUNNING.remove(this);
		OWNERS.values().removeIf((owner) -> owner == this);
	}

	private static final class Identity extends WeakReference<Object> {

		private final int hash;

		Identity(Object object, @Nullable ReferenceQueue<Object> queue) {
			super(object, queue);
			this.hash = System.identityHashCode(object);
		}

		@Override
		public boolean equals(@Nullable Object other) {
			return this == other || (other instanceof Identity identity && get() != null && get() == identity.get());
		}

		@Override
		public int hashCode() {
			return this.hash;
		}

	}

}

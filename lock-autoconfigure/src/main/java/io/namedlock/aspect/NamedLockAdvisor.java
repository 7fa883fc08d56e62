package io.namedlock.aspect;

import java.lang.reflect.Method;
import java.util.function.Supplier;

import io.namedlock.LockRegistry;
import io.namedlock.aspect.hold.NamedLockSettings;
import io.namedlock.aspect.hold.TransactionScope;
import io.namedlock.aspect.operation.NamedLockAnnotations;
import io.namedlock.aspect.operation.NamedLockOperationSource;
import org.springframework.aop.Pointcut;
import org.springframework.aop.support.AbstractPointcutAdvisor;
import org.springframework.aop.support.StaticMethodMatcherPointcut;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Puts the locks around the annotated methods of an application's beans. To be declared
 * as an infrastructure bean, together with {@link NamedLockProxyRegistrar} and
 * {@code NamedLockChecker}. Safe for use by several threads.
 */
public final class NamedLockAdvisor extends AbstractPointcutAdvisor {

	private final transient NamedLockOperationSource operations;

	private final transient Supplier<LockRegistry> registry;

	private final transient Pointcut pointcut;

	private final transient NamedLockInterceptor advice;

	/**
	 * Resolves placeholders and bean references in templates with the bean factory. Asks
	 * for the registry at the first locked call, so that a {@code DataSource} is not
	 * created too early.
	 */
	public NamedLockAdvisor(ConfigurableListableBeanFactory beanFactory, Supplier<LockRegistry> registry,
			NamedLockSettings settings) {
		NamedLockAnnotations annotations = new NamedLockAnnotations();
		this.operations = new NamedLockOperationSource(beanFactory, annotations);
		this.registry = registry;
		this.pointcut = new AnnotatedMethodPointcut(annotations);
		this.advice = new NamedLockInterceptor(this.operations, registry, TransactionScope.of(settings));
		setOrder(settings.order());
	}

	@Override
	public Pointcut getPointcut() {
		return this.pointcut;
	}

	@Override
	public NamedLockInterceptor getAdvice() {
		return this.advice;
	}

	public NamedLockOperationSource operations() {
		return this.operations;
	}

	/**
	 * The registry, which is made now if it was not needed before.
	 */
	public LockRegistry registry() {
		return this.registry.get();
	}

	private static final class AnnotatedMethodPointcut extends StaticMethodMatcherPointcut {

		private final NamedLockAnnotations annotations;

		AnnotatedMethodPointcut(NamedLockAnnotations annotations) {
			this.annotations = annotations;
			setClassFilter(NamedLockAnnotations::mayCarry);
		}

		@Override
		public boolean matches(Method method, Class<?> targetClass) {
			return !this.annotations.of(method, targetClass).isEmpty();
		}

	}

}

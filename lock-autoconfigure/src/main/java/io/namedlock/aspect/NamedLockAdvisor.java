package io.namedlock.aspect;

import java.lang.reflect.Method;
import java.util.function.Supplier;

import io.namedlock.LockRegistry;
import io.namedlock.aspect.hold.NamedLockSettings;
import io.namedlock.aspect.hold.TransactionScope;
import io.namedlock.aspect.operation.NamedLockAnnotations;
import io.namedlock.aspect.operation.NamedLockOperationSource;
import org.aopalliance.aop.Advice;
import org.springframework.aop.Pointcut;
import org.springframework.aop.support.AbstractPointcutAdvisor;
import org.springframework.aop.support.StaticMethodMatcherPointcut;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Puts the locks around the annotated methods of an application's beans. To be declared
 * as an infrastructure bean, together with {@link NamedLockProxyRegistrar} and
 * {@code NamedLockChecker}. Safe for use by several threads.
 *
 * @since 0.1
 */
public final class NamedLockAdvisor extends AbstractPointcutAdvisor {

	private final transient NamedLockOperationSource operations;

	private final transient LockedInvocation invocation;

	private final transient Supplier<LockRegistry> registry;

	private final transient Pointcut pointcut;

	private final transient Advice advice;

	/**
	 * Resolves placeholders and bean references in templates with the bean factory. Asks
	 * for the registry at the first locked call, so that a {@code DataSource} is not
	 * created too early.
	 */
	public NamedLockAdvisor(ConfigurableListableBeanFactory beanFactory, Supplier<LockRegistry> registry,
			NamedLockSettings settings) {
		NamedLockAnnotations annotations = new NamedLockAnnotations();
		this.operations = new NamedLockOperationSource(beanFactory, annotations);
		this.invocation = new LockedInvocation(this.operations, registry, TransactionScope.of(settings));
		this.registry = registry;
		this.pointcut = new AnnotatedMethodPointcut(annotations);
		this.advice = new NamedLockInterceptor(this.invocation);
		setOrder(settings.order());
	}

	@Override
	public Pointcut getPointcut() {
		return this.pointcut;
	}

	@Override
	public Advice getAdvice() {
		return this.advice;
	}

	public NamedLockOperationSource operations() {
		return this.operations;
	}

	LockedInvocation invocation() {
		return this.invocation;
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

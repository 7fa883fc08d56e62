package io.namedlock.aspect;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

import io.namedlock.LockConfigurationException;
import org.aspectj.lang.ProceedingJoinPoint;
import org.aspectj.lang.annotation.Around;
import org.aspectj.lang.annotation.Aspect;
import org.aspectj.lang.annotation.DeclarePrecedence;
import org.aspectj.lang.annotation.Pointcut;
import org.aspectj.lang.reflect.MethodSignature;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/**
 * Takes the locks of annotated methods that are woven by AspectJ: calls on {@code this},
 * private, static and final methods, and objects made by {@code new} are locked too. The
 * pointcuts see an annotation on the method, on its class or a superclass, and
 * meta-annotations of two levels. Not to be declared as a bean: the weaver makes the
 * instance. Safe for use by several threads.
 *
 * @since 0.1
 */
@Aspect
@DeclarePrecedence("org.springframework.scheduling.aspectj..*, io.namedlock.aspect.NamedLockAspect, "
		+ "org.springframework.cache.aspectj..*, org.springframework.transaction.aspectj..*")
public final class NamedLockAspect {

	/**
	 * Matches methods that carry the annotation.
	 */
	@Pointcut("execution(@io.namedlock.annotation.NamedLock * *(..))"
			+ " || execution(@io.namedlock.annotation.NamedLocks * *(..))"
			+ " || execution(@(@io.namedlock.annotation.NamedLock *) * *(..))"
			+ " || execution(@(@io.namedlock.annotation.NamedLocks *) * *(..))"
			+ " || execution(@(@(@io.namedlock.annotation.NamedLock *) *) * *(..))"
			+ " || execution(@(@(@io.namedlock.annotation.NamedLocks *) *) * *(..))")
	public void annotatedMethod() {
		// a pointcut has no body
	}

	/**
	 * Matches the public methods of classes that carry the annotation, or inherit it. No
	 * pattern may have a plus sign here: beside a meta-annotation it matches every class.
	 */
	@Pointcut("execution(public !static * (@io.namedlock.annotation.NamedLock *).*(..))"
			+ " || execution(public !static * (@io.namedlock.annotation.NamedLocks *).*(..))"
			+ " || execution(public !static * (@(@io.namedlock.annotation.NamedLock *) *).*(..))"
			+ " || execution(public !static * (@(@io.namedlock.annotation.NamedLocks *) *).*(..))"
			+ " || execution(public !static * (@(@(@io.namedlock.annotation.NamedLock *) *) *).*(..))"
			+ " || execution(public !static * (@(@(@io.namedlock.annotation.NamedLocks *) *) *).*(..))")
	public void methodOfAnnotatedClass() {
		// a pointcut has no body
	}

	/**
	 * Runs a woven method with its lock.
	 * @param joinPoint the method's execution
	 * @return the method's result
	 * @throws LockConfigurationException if there is no registry of which the method
	 * could have its lock
	 * @throws Throwable what the method throws, or why it could not run
	 */
	@Around(value = "annotatedMethod() || methodOfAnnotatedClass()", argNames = "joinPoint")
	public @Nullable Object lock(ProceedingJoinPoint joinPoint) throws Throwable {
		Method method = ((MethodSignature) joinPoint.getSignature()).getMethod();
		Object target = joinPoint.getThis();
		if (isGenerated(method) || NamedLockInterceptor.arrive(target, method)) {
			return joinPoint.proceed();
		}
		NamedLockInterceptor interceptor = NamedLockWeaving.of(target, method).interceptor();
		return interceptor.invokeLocked(method, target, joinPoint.getArgs(), joinPoint::proceed);
	}

	/**
	 * Whether nobody wrote the method, but a compiler or a proxy passes calls on by it.
	 */
	private static boolean isGenerated(Method method) {
		Class<?> type = method.getDeclaringClass();
		return method.isBridge() || Proxy.isProxyClass(type) || ClassUtils.getUserClass(type) != type;
	}

}

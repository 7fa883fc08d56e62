package io.namedlock.aspect;

import java.lang.reflect.Method;

import org.springframework.aop.support.StaticMethodMatcherPointcut;

/**
 * Matches the methods that carry an annotation, wherever they have it from.
 */
final class NamedLockPointcut extends StaticMethodMatcherPointcut {

	private final NamedLockAnnotations annotations;

	NamedLockPointcut(NamedLockAnnotations annotations) {
		this.annotations = annotations;
		setClassFilter(NamedLockAnnotations::mayCarry);
	}

	@Override
	public boolean matches(Method method, Class<?> targetClass) {
		return !this.annotations.of(method, targetClass).isEmpty();
	}

}

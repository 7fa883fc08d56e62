package io.namedlock.aspect;

import java.lang.reflect.Method;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.namedlock.LockConfigurationException;
import io.namedlock.LockMode;
import io.namedlock.LockRegistry;

/**
 * Checks the annotated methods of a class, once. Safe for use by several threads.
 */
final class TypeCheck {

	private final AnnotatedMethods annotated;

	private final Set<Subject> checked = ConcurrentHashMap.newKeySet();

	private final Set<Method> shared = ConcurrentHashMap.newKeySet();

	TypeCheck(AnnotatedMethods annotated) {
		this.annotated = annotated;
	}

	/**
	 * Checks a class.
	 * @param type the class
	 * @param subclassed whether its beans' proxies are subclasses
	 * @param operations resolves the annotations
	 * @throws LockConfigurationException if a method of it could run without its lock
	 */
	void check(Class<?> type, boolean subclassed, NamedLockOperationSource operations) {
		Subject subject = new Subject(type, subclassed);
		if (!this.checked.contains(subject)) {
			this.annotated.of(type).forEach((method) -> check(method, subject, operations));
			this.checked.add(subject);
		}
	}

	private void check(Method method, Subject subject, NamedLockOperationSource operations) {
		if (!WovenClasses.isWoven(method)) {
			ReachabilityCheck.check(method, subject.type(), subject.subclassed());
		}
		UnsupportedResults.refuse(method);
		NamedLockOperation operation = operations.get(method, subject.type());
		if (operation != null && operation.attributes().mode() == LockMode.SHARED) {
			this.shared.add(method);
		}
	}

	/**
	 * Refuses shared locks that the registry does not have. Asks the registry only if
	 * there are methods that want one.
	 * @param advisor knows the registry
	 */
	void requireModes(NamedLockAdvisor advisor) {
		Method method = this.shared.stream().findFirst().orElse(null);
		if (method != null) {
			requireShared(method, advisor.registry());
		}
	}

	private void requireShared(Method method, LockRegistry registry) {
		if (!registry.supports(LockMode.SHARED)) {
			throw new LockConfigurationException(
					"%s has mode = SHARED, which the lock backend does not offer."
						.formatted(MethodNames.describe(method)),
					"Use EXCLUSIVE, or, on MySQL and MariaDB, 'named-lock.backend=row'.");
		}
		this.shared.clear();
	}

	private record Subject(Class<?> type, boolean subclassed) {

	}

}

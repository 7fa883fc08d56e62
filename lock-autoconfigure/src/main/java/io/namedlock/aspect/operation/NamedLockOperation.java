package io.namedlock.aspect.operation;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

import io.namedlock.InvalidLockNameException;
import io.namedlock.LockNotAcquiredException;
import io.namedlock.LockRequest;
import io.namedlock.annotation.WhenUnavailable;
import io.namedlock.aspect.template.Invocation;
import io.namedlock.aspect.template.LockNameTemplate;
import org.jspecify.annotations.Nullable;

/**
 * What is done around one method: which locks are taken, how, and what happens without
 * them. Immutable and safe for use by several threads.
 *
 * @param method the method as its class declares it
 * @param templates the templates of the locks' names
 * @param label the templates as one text, by which metrics know the locks
 * @param attributes what else the annotations say
 * @param fallback the method to call without the lock, or {@code null}
 */
public record NamedLockOperation(Method method, List<LockNameTemplate> templates, String label,
		NamedLockAttributes attributes, @Nullable FallbackMethod fallback) {

	/**
	 * The locks to take for an invocation. Evaluates the templates.
	 * @param invocation the invocation
	 * @return the request
	 * @throws InvalidLockNameException if a name cannot be used
	 */
	public LockRequest request(Invocation invocation) {
		LockRequest request = names(invocation).inMode(this.attributes.mode())
			.heldAtLeast(this.attributes.lockAtLeastFor())
			.withTemplate(this.label)
			.threadBound();
		if (this.attributes.waitTime() != null) {
			request = request.waitingAtMost(this.attributes.waitTime());
		}
		return this.attributes.fenced() ? request.fenced() : request;
	}

	private LockRequest names(Invocation invocation) {
		if (this.templates.size() == 1) {
			return usable(this.templates.get(0), invocation);
		}
		List<String> names = new ArrayList<>(this.templates.size());
		for (LockNameTemplate template : this.templates) {
			names.addAll(usable(template, invocation).names());
		}
		return LockRequest.ofAll(names);
	}

	private static LockRequest usable(LockNameTemplate template, Invocation invocation) {
		String name = template.evaluate(invocation);
		try {
			return LockRequest.of(name);
		}
		catch (InvalidLockNameException ex) {
			throw template.invalid(invocation, String.valueOf(ex.getMessage()), ex);
		}
	}

	/**
	 * What a method returns that could not have the lock.
	 * @param invocation its invocation
	 * @param unavailable why
	 * @return the result of the fallback method, or an empty one
	 * @throws Throwable the given exception, or that of the fallback method
	 */
	public @Nullable Object withoutLock(Invocation invocation, LockNotAcquiredException unavailable) throws Throwable {
		if (this.fallback != null) {
			return this.fallback.invoke(invocation, unavailable);
		}
		if (this.attributes.whenUnavailable() == WhenUnavailable.SKIP) {
			return EmptyResult.of(invocation.method());
		}
		throw unavailable;
	}

}

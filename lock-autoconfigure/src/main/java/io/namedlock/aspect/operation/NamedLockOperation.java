package io.namedlock.aspect.operation;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.namedlock.InvalidLockNameException;
import io.namedlock.LockConfigurationException;
import io.namedlock.LockMode;
import io.namedlock.LockNotAcquiredException;
import io.namedlock.LockRequest;
import io.namedlock.annotation.NamedLock;
import io.namedlock.annotation.OnLost;
import io.namedlock.annotation.WhenUnavailable;
import io.namedlock.aspect.template.Invocation;
import io.namedlock.aspect.template.LockNameTemplate;
import io.namedlock.aspect.template.MethodNames;
import io.namedlock.aspect.template.NamedLockDeclaration;
import io.namedlock.aspect.template.PlaceholderResolver;
import io.namedlock.aspect.template.TemplateException;
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
public record NamedLockOperation(Method method, List<LockNameTemplate> templates, String label, Attributes attributes,
		@Nullable FallbackMethod fallback) {

	/**
	 * The locks to take for an invocation. Evaluates the templates.
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
	 * Whether a call without the lock ends otherwise than with an exception.
	 */
	public boolean goesOnWithoutLock() {
		return this.fallback != null || this.attributes.whenUnavailable() == WhenUnavailable.SKIP;
	}

	/**
	 * What a method returns that could not have the lock.
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

	/**
	 * What an annotation says besides the lock's name, its durations read.
	 *
	 * @param waitTime the longest wait, or {@code null} for the registry's default
	 * @param mode how the lock is held
	 * @param whenUnavailable what a call does without the lock
	 * @param fallback the name of the method to call without the lock, or empty
	 * @param lockAtLeastFor the shortest hold
	 * @param onLost what happens to the body when the lock is lost
	 * @param fenced whether a fencing token is drawn
	 */
	public record Attributes(@Nullable Duration waitTime, LockMode mode, WhenUnavailable whenUnavailable,
			String fallback, Duration lockAtLeastFor, OnLost onLost, boolean fenced) {

		/**
		 * Reads the annotations of a method, which must agree in all but the name.
		 * @param declarations the annotations, at least one
		 * @param placeholders resolves the durations
		 * @throws LockConfigurationException if they cannot work
		 */
		static Attributes of(List<NamedLockDeclaration> declarations, Method method, PlaceholderResolver placeholders) {
			List<Attributes> distinct = declarations.stream()
				.map((declaration) -> read(declaration.annotation(), method, placeholders))
				.distinct()
				.toList();
			if (distinct.size() > 1) {
				throw new LockConfigurationException(
						"The repeated @NamedLock of %s differ in more than their names: %s."
							.formatted(MethodNames.describe(method), distinct),
						"The locks are taken together, so give each annotation the same attributes");
			}
			distinct.get(0).requireOneOwner(method);
			distinct.get(0).requireSkippable(method);
			return distinct.get(0);
		}

		private static Attributes read(NamedLock annotation, Method method, PlaceholderResolver placeholders) {
			Duration waitTime = duration(annotation.waitTime(), "waitTime", method, placeholders);
			if (waitTime == null && annotation.whenUnavailable() == WhenUnavailable.SKIP) {
				// who waits to be skipped would run after the one who had the lock
				waitTime = Duration.ZERO;
			}
			Duration minimumHold = duration(annotation.lockAtLeastFor(), "lockAtLeastFor", method, placeholders);
			return new Attributes(waitTime, annotation.mode(), annotation.whenUnavailable(), annotation.fallback(),
					(minimumHold != null) ? minimumHold : Duration.ZERO, annotation.onLost(), annotation.fenced());
		}

		private static @Nullable Duration duration(String text, String attribute, Method method,
				PlaceholderResolver placeholders) {
			try {
				String resolved = placeholders.resolve(text).strip();
				return resolved.isEmpty() ? null : LockDurations.parse(resolved);
			}
			catch (TemplateException ex) {
				throw ex.refusal("%s = \"%s\"".formatted(attribute, text), method);
			}
		}

		private void requireOneOwner(Method method) {
			if (this.mode == LockMode.SHARED && this.fenced) {
				throw new LockConfigurationException(
						"@NamedLock of %s is both shared and fenced, but a fencing token belongs to one owner."
							.formatted(MethodNames.describe(method)),
						"Drop fenced = true, or use mode = EXCLUSIVE");
			}
		}

		private void requireSkippable(Method method) {
			if (this.whenUnavailable != WhenUnavailable.SKIP) {
				return;
			}
			Class<?> result = method.getReturnType();
			if (result.isPrimitive() && result != void.class) {
				throw new LockConfigurationException(
						"%s has whenUnavailable = SKIP but returns the primitive %s, which has no empty value."
							.formatted(MethodNames.describe(method), result),
						"Return the wrapper type or an Optional, or use a fallback method");
			}
			if (!this.fallback.isEmpty()) {
				throw new LockConfigurationException("%s has both whenUnavailable = SKIP and fallback = \"%s\"."
					.formatted(MethodNames.describe(method), this.fallback), "Keep one of them");
			}
		}

	}

}

package io.namedlock.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.namedlock.LockMode;
import org.springframework.core.annotation.AliasFor;

/**
 * Runs a method while a named lock is held, so that no other thread of any application on
 * the same database runs under that name at the same time.
 *
 * <pre class="code">
 * &#64;NamedLock("app:process:&lt;#id&gt;")
 * public void process(long id) { ... }
 * </pre>
 *
 * On a class or an interface it counts for each of its public instance methods but
 * {@code equals}, {@code hashCode} and {@code toString}. An annotation on a method
 * replaces the one on its class. Repeated, all of the locks are taken together.
 * Annotations of one's own may carry it, at any depth, and pass attributes on by
 * {@link AliasFor}.
 * <p>
 * A method that returns a {@link java.util.concurrent.CompletionStage} keeps its lock
 * until that stage completes, and its thread is a stranger to the lock meanwhile. The
 * caller gets a {@link java.util.concurrent.CompletableFuture} that completes as the
 * stage does, after the release, or with {@link io.namedlock.LockLostException}; whoever
 * completes or cancels it does so to the stage. A method that declares a narrower type
 * returns its own stage, and a loss is only logged. A stage that is cancelled has
 * completed, even where its task still runs. A lazy {@link java.util.stream.Stream} is
 * read after the lock was released.
 * <p>
 * Within the method {@link io.namedlock.LockHandle#current()} is the lock, and its
 * fencing token.
 * <p>
 * The method runs with its lock or does not run: an annotation that cannot take effect
 * ends the application's start.
 *
 * @since 0.1
 */
@Target({ ElementType.METHOD, ElementType.TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@Repeatable(NamedLocks.class)
public @interface NamedLock {

	/**
	 * An alias for {@link #name()}.
	 * @return the template of the lock's name
	 */
	@AliasFor("name")
	String value() default "";

	/**
	 * The template of the lock's name: text with expressions between {@code <} and
	 * {@code >}, and {@code ${property}} placeholders. Within an expression the method's
	 * parameters are variables by their name ({@code <#id>}) and index ({@code <#p0>},
	 * {@code <#a0>}), {@code #root.method}, {@code #root.target},
	 * {@code #root.targetClass} and {@code #root.args} are the call, and {@code @name} is
	 * a bean. A {@code >} inside an expression needs parentheses around it:
	 * {@code <(#a > 3) ? 'x' : 'y'>}.
	 * <p>
	 * It is evaluated once a call, before the method runs. A part without a usable value
	 * is an {@link io.namedlock.InvalidLockNameException}.
	 * @return the template of the lock's name
	 */
	@AliasFor("value")
	String name() default "";

	/**
	 * The longest wait for the lock, with its unit: {@code "5s"}, {@code "400ms"} or
	 * {@code "PT5S"}; {@code "0"} tries once. May hold {@code ${property}} placeholders.
	 * @return the wait; empty, the default, for {@code named-lock.wait-time}, or to try
	 * once with {@link WhenUnavailable#SKIP}
	 */
	String waitTime() default "";

	/**
	 * How the lock is held.
	 * @return the mode, {@link LockMode#EXCLUSIVE} by default
	 */
	LockMode mode() default LockMode.EXCLUSIVE;

	/**
	 * What a call does when the lock cannot be had within the wait time.
	 * @return what to do, {@link WhenUnavailable#THROW} by default
	 */
	WhenUnavailable whenUnavailable() default WhenUnavailable.THROW;

	/**
	 * The name of a method of the same class to call instead when the lock cannot be had
	 * within the wait time. It takes the same parameters and, optionally, the
	 * {@link io.namedlock.LockNotAcquiredException} last, and returns the same type.
	 * @return the method's name; empty, the default, for none
	 */
	String fallback() default "";

	/**
	 * Keeps the lock at least this long after it was granted, even if the method returns
	 * sooner. The caller does not wait for it. Written as {@link #waitTime()}.
	 * @return the shortest hold; empty, the default, releases when the method returns
	 */
	String lockAtLeastFor() default "";

	/**
	 * What happens to a method that still runs when its lock is lost.
	 * @return what to do, {@link OnLost#REPORT} by default
	 */
	OnLost onLost() default OnLost.REPORT;

	/**
	 * Whether the hold draws a {@linkplain io.namedlock.LockHandle#fencingToken() fencing
	 * token}, to be had in the method from {@link io.namedlock.LockHandle#current()}.
	 * @return {@code true} to draw one, {@code false} by default
	 */
	boolean fenced() default false;

}

package io.namedlock.aspect;

import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Ends the application's start where an annotated method would run without its lock.
 *
 * @since 0.1
 */
public final class NamedLockChecker implements BeanPostProcessor {

}

/**
 * The way in: a call of an annotated method is intercepted or woven, and runs with its
 * locks. Only {@link io.namedlock.aspect.NamedLockAspect} is API, by its name, for
 * {@code aop.xml}. The start-up check and the auto-configuration come in here.
 */
@NullMarked
package io.namedlock.aspect;

import org.jspecify.annotations.NullMarked;

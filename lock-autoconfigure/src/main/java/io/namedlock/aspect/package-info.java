/**
 * What makes an annotated method run with its lock: the advisor for proxies, the aspect
 * for weaving, and the checks that end the application's start where neither can work.
 */
@NullMarked
package io.namedlock.aspect;

import org.jspecify.annotations.NullMarked;

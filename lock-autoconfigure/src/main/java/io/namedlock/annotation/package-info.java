/**
 * The annotation that puts a lock around a method.
 */
@NullMarked
package io.namedlock.annotation;

import org.jspecify.annotations.NullMarked;

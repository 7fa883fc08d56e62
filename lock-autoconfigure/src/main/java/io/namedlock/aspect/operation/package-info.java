/**
 * No API. What an annotation says, found on methods and types and checked at the start.
 * The way in and the start-up check come in here.
 */
@NullMarked
package io.namedlock.aspect.operation;

import org.jspecify.annotations.NullMarked;

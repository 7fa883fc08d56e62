/**
 * The half of a lock that lives in this JVM: keys, gates, owners and the registry, and
 * the interfaces that a database implements for them.
 */
@NullMarked
package io.namedlock.core;

import org.jspecify.annotations.NullMarked;

package io.namedlock.aspect;

import java.time.Duration;

import io.namedlock.LockMode;
import io.namedlock.annotation.OnLost;
import io.namedlock.annotation.WhenUnavailable;
import org.jspecify.annotations.Nullable;

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
record NamedLockAttributes(@Nullable Duration waitTime, LockMode mode, WhenUnavailable whenUnavailable, String fallback,
		Duration lockAtLeastFor, OnLost onLost, boolean fenced) {

}

package io.namedlock.jdbc.fault;

import java.util.Set;

/**
 * A request that was told that somebody else holds the lock.
 *
 * @param owner who asked
 * @param names what for
 * @param asked when, on the monotonic clock
 * @param told when the answer came
 */
record Refusal(String owner, Set<String> names, long asked, long told) {

}

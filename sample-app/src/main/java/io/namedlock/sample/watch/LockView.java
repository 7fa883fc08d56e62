package io.namedlock.sample.watch;

/**
 * A lock that is held or waited for.
 *
 * @param name the lock's name
 * @param state whether it is held or waited for
 * @param owner the thread that does so
 * @param forMillis for how long already
 */
record LockView(String name, LockUse.State state, String owner, long forMillis) {
}

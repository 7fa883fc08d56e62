package io.namedlock.sample.watch;

/**
 * A wait that has ended.
 *
 * @param number the wait's number; later ones have greater numbers
 * @param name the lock's name, or several
 * @param millis how long it took
 * @param granted whether it ended with the lock
 * @param agoMillis how long ago it ended: no clock of another machine is needed to place
 * it
 */
record WaitView(long number, String name, double millis, boolean granted, double agoMillis) {
}

package io.namedlock.core;

/**
 * Where a thread has the turn, or will have it.
 *
 * @param gate the gate
 * @param waiter the thread on its way through it
 */
record PlaceAtGate(Gate gate, Waiter waiter) {

}

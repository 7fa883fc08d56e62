package io.namedlock.core;

/**
 * What an owner wants of a claim, whichever way it comes to it.
 *
 * @param name the lock's name as the application gave it
 * @param bound whether the thread that acquires the lock is the one that gives it back
 */
record ClaimTerms(String name, boolean bound) {

}

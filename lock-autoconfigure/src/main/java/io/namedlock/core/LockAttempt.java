package io.namedlock.core;

import io.namedlock.LockMode;

/**
 * One attempt of an owner to have a lock from the backend.
 *
 * @param key the lock's key
 * @param mode how it is to be held
 * @param deadline until when to wait; one that has passed allows one try
 * @param interruptible whether an interrupt of the calling thread ends the attempt; if
 * not, an interrupt is kept until the attempt is over
 */
public record LockAttempt(LockKey key, LockMode mode, Deadline deadline, boolean interruptible) {

}

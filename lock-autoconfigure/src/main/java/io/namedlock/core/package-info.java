/**
 * No API: applications use {@link io.namedlock.LockRegistry}. The half of a lock that
 * lives in this JVM: keys, gates, owners and the registry, and the interfaces that a
 * database implements for them. The packages that implement a backend, and the one that
 * puts all together, come in here.
 * <p>
 * Who has a lock, from the database to the application:
 * <ul>
 * <li><b>grant</b> ({@link io.namedlock.core.LockGrant}): what the backend gave to this
 * JVM, and what it takes back. One of an exclusive lock; of a shared one a second while
 * the first goes back.
 * <li><b>tenure</b>: since when this JVM has a grant, and how often it was handed over or
 * exchanged. One for each grant.
 * <li><b>hold</b>: the lock in the hands of those who have it at the same time, and
 * whether it stands. One for each gate; a hand-over begins another one.
 * <li><b>owner</b>: one of those who have it: a thread, or nobody in particular once all
 * is detached. One for each hold; several if it is shared.
 * <li><b>claim</b>: one acquisition of an owner, which ends when it is closed. One for
 * each reentrant call.
 * <li><b>handle</b> ({@link io.namedlock.LockHandle}): what an application sees: a claim,
 * or the claims of one request together. One for each request.
 * <li><b>current lock</b> ({@link io.namedlock.CurrentLock}): the handle of an annotated
 * call as its method sees it, which cannot be closed. One for each call.
 * </ul>
 * <p>
 * Who wants one: a <em>waiter</em> is a thread on its way through a <em>gate</em>. The
 * <em>line</em> is where the waiters of one gate stand, and
 * {@link io.namedlock.core.LineKey} says which one. The <em>turn</em> is the right to
 * call the backend about the lock of a gate, which one thread at a time has.
 */
@NullMarked
package io.namedlock.core;

import org.jspecify.annotations.NullMarked;

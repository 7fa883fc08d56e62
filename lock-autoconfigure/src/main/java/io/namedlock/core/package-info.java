/**
 * No API: applications use {@link io.namedlock.LockRegistry}. The half of a lock that
 * lives in this JVM: keys, gates, owners and the registry, and the interfaces that a
 * database implements for them. The packages that implement a backend, and the one that
 * puts all together, come in here.
 * <p>
 * Who has a lock, from the database to the application:
 * <table>
 * <caption>The words for who has a lock</caption>
 * <tr>
 * <th>word</th>
 * <th>means</th>
 * <th>as many as</th>
 * </tr>
 * <tr>
 * <td>grant ({@link io.namedlock.core.LockGrant})</td>
 * <td>what the backend gave to this JVM, and what it takes back</td>
 * <td>one of an exclusive lock; of a shared one a second while the first goes back</td>
 * </tr>
 * <tr>
 * <td>tenure</td>
 * <td>since when this JVM has a grant, and how often it was handed over or exchanged</td>
 * <td>one for each grant</td>
 * </tr>
 * <tr>
 * <td>hold</td>
 * <td>the lock in the hands of those who have it at the same time, and whether it
 * stands</td>
 * <td>one for each gate; a hand-over begins another one</td>
 * </tr>
 * <tr>
 * <td>owner</td>
 * <td>one of those who have it: a thread, or nobody in particular once all is
 * detached</td>
 * <td>one for each hold; several if it is shared</td>
 * </tr>
 * <tr>
 * <td>claim</td>
 * <td>one acquisition of an owner, which ends when it is closed</td>
 * <td>one for each reentrant call</td>
 * </tr>
 * <tr>
 * <td>handle ({@link io.namedlock.LockHandle})</td>
 * <td>what an application sees: a claim, or the claims of one request together</td>
 * <td>one for each request</td>
 * </tr>
 * <tr>
 * <td>current lock ({@link io.namedlock.CurrentLock})</td>
 * <td>the handle of an annotated call as its method sees it, which cannot be closed</td>
 * <td>one for each call</td>
 * </tr>
 * </table>
 * <p>
 * Who wants one: a <em>waiter</em> is a thread on its way through a <em>gate</em>. The
 * <em>line</em> is where the waiters of one gate stand, and
 * {@link io.namedlock.core.LineKey} says which one. The <em>turn</em> is the right to
 * call the backend about the lock of a gate, which one thread at a time has.
 */
@NullMarked
package io.namedlock.core;

import org.jspecify.annotations.NullMarked;

package io.namedlock.core;

/**
 * Which line of this JVM somebody stands in who wants a lock: attempts with equal keys
 * reach the backend one after the other. Implementations have {@code equals} and
 * {@code hashCode}. A {@link LockKey} is the line of its lock, unless the backend
 * {@linkplain LockBackend#line says otherwise}.
 */
public interface LineKey {

}

package io.namedlock.aspect;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import io.namedlock.LockConfigurationException;
import org.jspecify.annotations.Nullable;

/**
 * The applications of this JVM whose locks woven methods can have, and the beans of which
 * it is known to which of them they belong. Beans are told apart by identity and not kept
 * from being collected. Safe for use by several threads.
 */
final class WovenContexts {

	private static final List<NamedLockWeaving> CONTEXTS = new CopyOnWriteArrayList<>();

	private static final Map<Identity, NamedLockWeaving> OWNERS = new ConcurrentHashMap<>();

	private static final ReferenceQueue<Object> COLLECTED = new ReferenceQueue<>();

	private WovenContexts() {
	}

	static void add(NamedLockWeaving context) {
		CONTEXTS.add(context);
	}

	static void remove(NamedLockWeaving context) {
		CONTEXTS.remove(context);
		OWNERS.values().removeIf((owner) -> owner == context);
	}

	static void own(Object bean, NamedLockWeaving context) {
		for (Reference<?> gone = COLLECTED.poll(); gone != null; gone = COLLECTED.poll()) {
			OWNERS.remove(gone);
		}
		OWNERS.put(new Identity(bean, COLLECTED), context);
	}

	static NamedLockWeaving of(@Nullable Object target, Method method) {
		NamedLockWeaving owner = (target != null) ? OWNERS.get(new Identity(target, null)) : null;
		return (owner != null) ? owner : only(method);
	}

	private static NamedLockWeaving only(Method method) {
		List<NamedLockWeaving> contexts = List.copyOf(CONTEXTS);
		if (contexts.isEmpty()) {
			throw new LockConfigurationException("The woven %s was called while no application with named locks runs."
				.formatted(MethodNames.describe(method)), "Call it between the start and the end of the application.");
		}
		if (contexts.size() > 1) {
			throw new LockConfigurationException(
					("The woven %s is static or was called on an object that is no"
							+ " bean, while %d applications with named locks run in this JVM.")
						.formatted(MethodNames.describe(method), contexts.size()),
					"Make it a method of a bean, so that it is known whose lock to take.");
		}
		return contexts.get(0);
	}

	private static final class Identity extends WeakReference<Object> {

		private final int hash;

		Identity(Object object, @Nullable ReferenceQueue<Object> queue) {
			super(object, queue);
			this.hash = System.identityHashCode(object);
		}

		@Override
		public boolean equals(@Nullable Object other) {
			return this == other || (other instanceof Identity identity && get() != null && get() == identity.get());
		}

		@Override
		public int hashCode() {
			return this.hash;
		}

	}

}

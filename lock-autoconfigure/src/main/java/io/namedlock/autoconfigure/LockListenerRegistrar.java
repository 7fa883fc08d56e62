package io.namedlock.autoconfigure;

import io.namedlock.LockListener;
import io.namedlock.core.DefaultLockRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.ApplicationContext;

/**
 * Lets the listeners of an application hear of its locks once all of its beans are there:
 * a listener may itself need the registry, or the {@code DataSource} that it needs.
 */
final class LockListenerRegistrar implements SmartInitializingSingleton {

	private final DefaultLockRegistry registry;

	private final ObjectProvider<LockListener> listeners;

	private final ApplicationContext context;

	LockListenerRegistrar(DefaultLockRegistry registry, ObjectProvider<LockListener> listeners,
			ApplicationContext context) {
		this.registry = registry;
		this.listeners = listeners;
		this.context = context;
	}

	@Override
	public void afterSingletonsInstantiated() {
		this.listeners.orderedStream().forEach(this.registry::addListener);
		LockEventPublisher publisher = LockEventPublisher.of(this.context);
		if (publisher.isListenedTo()) {
			this.registry.addListener(publisher);
		}
	}

}

package io.namedlock.autoconfigure;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.namedlock.LockEvent;
import io.namedlock.LockListener;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.event.GenericApplicationListenerAdapter;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.core.ResolvableType;

/**
 * Publishes those kinds of lock events as application events for which there is a
 * listener: one that names {@link LockEvent} or a kind of it. Those that listen to any
 * event whatsoever, as some of Spring Boot's own do, do not count.
 */
final class LockEventPublisher implements LockListener {

	private final ApplicationEventPublisher publisher;

	private final Set<Class<?>> wanted;

	private LockEventPublisher(ApplicationEventPublisher publisher, Set<Class<?>> wanted) {
		this.publisher = publisher;
		this.wanted = wanted;
	}

	/**
	 * Finds the listeners among those that a context has now.
	 */
	static LockEventPublisher of(ApplicationContext context) {
		Collection<ApplicationListener<?>> listeners = (context instanceof AbstractApplicationContext concrete)
				? concrete.getApplicationListeners() : Set.of();
		return new LockEventPublisher(context,
				kinds(LockEvent.class).filter((kind) -> isWanted(kind, listeners)).collect(Collectors.toSet()));
	}

	boolean isListenedTo() {
		return !this.wanted.isEmpty();
	}

	@Override
	public void onEvent(LockEvent event) {
		if (this.wanted.contains(event.getClass())) {
			this.publisher.publishEvent(event);
		}
	}

	private static Stream<Class<?>> kinds(Class<?> type) {
		return type.isSealed() ? Stream.of(type.getPermittedSubclasses()).flatMap(LockEventPublisher::kinds)
				: Stream.of(type);
	}

	private static boolean isWanted(Class<?> kind, Collection<ApplicationListener<?>> listeners) {
		return listeners.stream()
			.map(GenericApplicationListenerAdapter::new)
			.anyMatch((listener) -> listener.supportsEventType(payload(kind))
					&& !listener.supportsEventType(payload(Object.class)));
	}

	private static ResolvableType payload(Class<?> type) {
		return ResolvableType.forClassWithGenerics(PayloadApplicationEvent.class, type);
	}

}

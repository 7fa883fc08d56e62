package io.namedlock.autoconfigure;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.namedlock.LockEvent;
import io.namedlock.LockHandle;
import io.namedlock.LockListener;
import io.namedlock.LockRegistry;
import io.namedlock.annotation.NamedLock;
import io.namedlock.core.DefaultLockRegistry;
import io.namedlock.core.RecordedEvents;
import org.junit.jupiter.api.Test;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;

import static org.assertj.core.api.Assertions.assertThat;

class LockListenerTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(NamedLockAutoConfiguration.class))
		.withPropertyValues("named-lock.backend=memory")
		.withBean(LockedService.class);

	@Test
	void tellsListenersTheTemplateOfTheAnnotation() {
		this.runner.withBean(RecordedEvents.class).run((context) -> {
			context.getBean(LockedService.class).process(7);
			LockEvent.Subject lock = context.getBean(RecordedEvents.class).of(LockEvent.Released.class).get(0).lock();
			assertThat(lock.name()).isEqualTo("auto:service:7");
			assertThat(lock.template()).isEqualTo("auto:service:<#id>");
		});
	}

	@Test
	void tellsAllTemplatesOfARepeatedAnnotation() {
		this.runner.withBean(TwoLocks.class).withBean(RecordedEvents.class).run((context) -> {
			context.getBean(TwoLocks.class).transfer(1, 2);
			assertThat(context.getBean(RecordedEvents.class).of(LockEvent.Acquired.class)).singleElement()
				.satisfies(
						(event) -> assertThat(event.request().template()).contains("account:<#from>, account:<#to>"));
		});
	}

	@Test
	void tellsListenersThatNeedTheRegistryOrAreLazy() {
		this.runner.withBean(NeedingListener.class)
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.run((context) -> {
				context.getBean(LockedService.class).process(7);
				assertThat(context.getBean(NeedingListener.class).seen).contains("Acquired", "Released");
			});
	}

	@Test
	void publishesWhatSomebodyListensTo() {
		this.runner.withBean(ReleaseListener.class).withBean(AcquiredListener.class).run((context) -> {
			context.getBean(LockedService.class).process(7);
			assertThat(context.getBean(ReleaseListener.class).names).containsExactly("auto:service:7");
			assertThat(context.getBean(AcquiredListener.class).events).hasSize(1);
			assertThat(isListenedTo(context)).isTrue();
		});
	}

	@Test
	void publishesOnlyTheKindsThatSomebodyListensTo() {
		this.runner.withBean(ReleaseListener.class).withBean(AnyListener.class).run((context) -> {
			context.getBean(LockedService.class).process(7);
			assertThat(context.getBean(AnyListener.class).payloads()).hasOnlyElementsOfType(LockEvent.Released.class)
				.hasSize(1);
		});
	}

	@Test
	void publishesNothingToThoseWhoListenToAnything() {
		this.runner.withBean(AnyListener.class).run((context) -> {
			context.getBean(LockedService.class).process(7);
			assertThat(context.getBean(AnyListener.class).events).isNotEmpty();
			assertThat(context.getBean(AnyListener.class).payloads()).isEmpty();
			assertThat(isListenedTo(context)).isFalse();
		});
	}

	/**
	 * What was acquired while nobody listened is told to nobody later either.
	 */
	@Test
	void watchesNothingWithoutListeners() {
		this.runner.withBean(AnyListener.class).run((context) -> {
			DefaultLockRegistry registry = context.getBean(DefaultLockRegistry.class);
			LockHandle handle = registry.acquire("listener:unwatched");
			RecordedEvents late = new RecordedEvents();
			registry.addListener(late);
			handle.close();
			assertThat(late.kinds()).isEqualTo(List.of());
		});
	}

	@Test
	void tellsListenersInTheirOrder() {
		List<String> told = new CopyOnWriteArrayList<>();
		this.runner.withBean("last", LockListener.class, () -> new LastListener(told))
			.withBean("first", LockListener.class, () -> new FirstListener(told))
			.run((context) -> {
				context.getBean(LockRegistry.class).acquire("listener:ordered").close();
				assertThat(told).startsWith("first", "last");
			});
	}

	@Test
	void failingListenersOfEventsHarmNobody() {
		this.runner.withBean(FailingListener.class).run((context) -> {
			assertThat(context.getBean(LockedService.class).process(7)).isEqualTo("done 7");
			assertThat(context.getBean(DefaultLockRegistry.class).overview(false).held()).isEmpty();
		});
	}

	private static boolean isListenedTo(AssertableApplicationContext context) {
		return LockEventPublisher.of(context.getSourceApplicationContext()).isListenedTo();
	}

	static class TwoLocks {

		@NamedLock("account:<#from>")
		@NamedLock("account:<#to>")
		void transfer(long from, long to) {
			// the lock is all there is
		}

	}

	static class NeedingListener implements LockListener {

		final List<String> seen = new CopyOnWriteArrayList<>();

		NeedingListener(LockRegistry registry) {
			assertThat(registry).isNotNull();
		}

		@Override
		public void onEvent(LockEvent event) {
			this.seen.add(event.getClass().getSimpleName());
		}

	}

	static class ReleaseListener {

		final List<String> names = new CopyOnWriteArrayList<>();

		@EventListener
		void released(LockEvent.Released event) {
			this.names.add(event.lock().name());
		}

	}

	static class AcquiredListener implements ApplicationListener<PayloadApplicationEvent<LockEvent.Acquired>> {

		final List<LockEvent> events = new CopyOnWriteArrayList<>();

		@Override
		public void onApplicationEvent(PayloadApplicationEvent<LockEvent.Acquired> event) {
			this.events.add(event.getPayload());
		}

	}

	static class AnyListener implements ApplicationListener<ApplicationEvent> {

		final List<ApplicationEvent> events = new CopyOnWriteArrayList<>();

		@Override
		public void onApplicationEvent(ApplicationEvent event) {
			this.events.add(event);
		}

		List<?> payloads() {
			return this.events.stream()
				.filter(PayloadApplicationEvent.class::isInstance)
				.map((event) -> ((PayloadApplicationEvent<?>) event).getPayload())
				.toList();
		}

	}

	@Order(1)
	record FirstListener(List<String> told) implements LockListener {

		@Override
		public void onEvent(LockEvent event) {
			this.told.add("first");
		}

	}

	@Order(2)
	record LastListener(List<String> told) implements LockListener {

		@Override
		public void onEvent(LockEvent event) {
			this.told.add("last");
		}

	}

	static class FailingListener {

		@EventListener
		void happened(LockEvent event) {
			throw new IllegalStateException("a failing listener of " + event);
		}

	}

}

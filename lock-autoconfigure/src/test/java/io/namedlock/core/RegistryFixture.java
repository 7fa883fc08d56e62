package io.namedlock.core;

import java.util.Optional;
import java.util.concurrent.locks.Lock;

import io.namedlock.LockHandle;
import io.namedlock.LockRegistry;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the parts of a contract are written against.
 */
public interface RegistryFixture {

	/**
	 * The registry of the running test.
	 * @return the same one throughout a test, with the default settings
	 */
	LockRegistry registry();

	/**
	 * One more registry, closed after the test.
	 * @param settings its settings
	 * @return another node
	 */
	LockRegistry registry(LockRegistrySettings settings);

	/**
	 * Closes a registry before its test ends.
	 * @param registry the registry
	 */
	void close(LockRegistry registry) throws Exception;

	/**
	 * One more thread, ended after the test.
	 * @return an actor that no other has the thread of
	 */
	Actor actor();

	/**
	 * A name that no other test uses.
	 * @return a canonical name of less than 40 characters
	 */
	String uniqueName();

	/**
	 * How often each thread of a race goes for a lock.
	 * @return fewer where each round costs a round trip
	 */
	default int rounds() {
		return 500;
	}

	default Lock obtain(String name) {
		return registry().obtain(name);
	}

	default boolean isFreeForStrangers(LockRegistry registry, String name) throws Exception {
		return actor().does(() -> {
			Optional<LockHandle> handle = registry.tryAcquire(name);
			handle.ifPresent(LockHandle::close);
			return handle.isPresent();
		});
	}

	default void assertHeld(String name) throws Exception {
		assertThat(isFreeForStrangers(registry(), name)).as("a stranger gets '%s'", name).isFalse();
	}

	default void assertFree(String name) throws Exception {
		assertThat(isFreeForStrangers(registry(), name)).as("a stranger gets '%s'", name).isTrue();
	}

}

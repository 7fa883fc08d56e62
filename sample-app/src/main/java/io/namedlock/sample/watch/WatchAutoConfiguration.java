package io.namedlock.sample.watch;

import io.namedlock.LockRegistry;
import io.namedlock.autoconfigure.NamedLockAutoConfiguration;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/**
 * Puts the watched registry before the library's own. It is an auto-configuration since a
 * registry that were defined sooner would take the place of the library's.
 *
 * @since 0.1
 */
@AutoConfiguration(after = NamedLockAutoConfiguration.class)
public final class WatchAutoConfiguration {

	@Bean
	LockBoard lockBoard() {
		return new LockBoard();
	}

	@Bean
	@Primary
	WatchedRegistry watchedRegistry(@Qualifier("namedLockRegistry") LockRegistry registry, LockBoard board) {
		return new WatchedRegistry(registry, board);
	}

}

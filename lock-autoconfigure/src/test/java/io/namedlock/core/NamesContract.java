package io.namedlock.core;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

import io.namedlock.InvalidLockNameException;
import io.namedlock.LockHandle;
import io.namedlock.LockRegistry;
import io.namedlock.LockRequest;
import io.namedlock.LockStatus;
import io.namedlock.test.TestSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Equal names are one lock and different names are two, whatever characters they have;
 * unusable ones are refused.
 */
interface NamesContract extends RegistryFixture {

	static List<String> endings() {
		return List.of("", " ", "  ", "a", "A", "á", "a\u0301", "å", "ß", "ss", "ı", "i", "İ", "😀", "😁", "~", "-",
				"_", "%", "'", "\"", "\\", "\\'", "\u00a0", "\u200b", "日本", ".", "/", "x".repeat(23), "x".repeat(24),
				"x".repeat(25), "y".repeat(300));
	}

	@ParameterizedTest
	@MethodSource("endings")
	default void everyNameExcludes(String ending) throws Exception {
		String name = uniqueName() + ending;
		try (LockHandle handle = registry().acquire(name)) {
			assertThat(handle.name()).isEqualTo(name);
			assertHeld(name);
		}
		assertFree(name);
	}

	@Test
	default void namesThatDifferAreDifferentLocks() throws Exception {
		String stem = uniqueName();
		Actor other = actor();
		for (String ending : endings()) {
			LockHandle handle = other.does(() -> registry().acquire(stem + ending, Duration.ZERO));
			assertThat(handle.isHeld()).isTrue();
		}
		assertHeld(stem);
	}

	@Test
	default void aKeyTakenAsANameIsAnotherLock() throws Exception {
		String name = uniqueName().toUpperCase(Locale.ROOT);
		String key = LockKey.of(name).value();
		try (LockHandle handle = registry().acquire(name)) {
			assertFree(key);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "\t", "a\u0000b", "a\nb", "\u007f", "a\u0085", "\ud83d", "a\ude00b" })
	default void unusableNamesAreRefused(String name) {
		LockRegistry registry = registry();
		assertThatExceptionOfType(InvalidLockNameException.class).isThrownBy(() -> registry.obtain(name));
		assertThatExceptionOfType(InvalidLockNameException.class).isThrownBy(() -> registry.acquire(name));
		assertThatExceptionOfType(InvalidLockNameException.class).isThrownBy(() -> registry.status(name));
		assertThatExceptionOfType(InvalidLockNameException.class).isThrownBy(() -> LockRequest.ofAll("a", name));
	}

	@Test
	default void noNameIsRefused() {
		assertThatExceptionOfType(InvalidLockNameException.class).isThrownBy(() -> registry().obtain(null));
		assertThatExceptionOfType(InvalidLockNameException.class).isThrownBy(() -> registry().status(null));
	}

	@Test
	default void theStatusTellsFreeAndHeld() {
		String name = uniqueName().toUpperCase(Locale.ROOT);
		assertThat(registry().status(name)).isEqualTo(LockStatus.free(name));
		try (LockHandle handle = registry().acquire(name)) {
			LockStatus status = registry().status(name);
			assertThat(status.name()).isEqualTo(name);
			assertThat(status.state()).isEqualTo(LockStatus.State.HELD);
			assertThat(status.isFree()).isFalse();
		}
		assertThat(registry().status(name).isFree()).isTrue();
	}

	@Test
	default void thePrefixStaysOutOfSight() {
		String name = uniqueName();
		LockRegistry registry = registry(TestSettings.prefixed("shop:"));
		try (LockHandle handle = registry.acquire(name)) {
			assertThat(handle.name()).isEqualTo(name);
			assertThat(registry.status(name).name()).isEqualTo(name);
			assertThat(registry.status(name).isFree()).isFalse();
		}
		assertThatExceptionOfType(InvalidLockNameException.class).isThrownBy(() -> registry.obtain(" "));
	}

}

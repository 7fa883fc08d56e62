package io.namedlock;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class LockRequestNamesTests {

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "   ", "\t", " \n ", "\u2003", "\u3000", "\u00a0", "\u200b" })
	void blankNamesAreRefused(String name) {
		assertThatExceptionOfType(InvalidLockNameException.class).isThrownBy(() -> LockRequest.of(name))
			.withMessageContaining("blank")
			.withMessageMatching("\\P{Cc}*")
			.satisfies((ex) -> assertThat(ex.lockName()).isEqualTo(name));
	}

	@Test
	void noNameIsRefused() {
		assertThatExceptionOfType(InvalidLockNameException.class).isThrownBy(() -> LockRequest.of(null))
			.withMessageContaining("null");
		assertThatExceptionOfType(InvalidLockNameException.class).isThrownBy(() -> LockRequest.ofAll("a", null));
	}

}

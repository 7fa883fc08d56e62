package io.namedlock.core;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;

import static org.assertj.core.api.Assertions.assertThat;

class LockKeyPropertyTests {

	@Property
	void everyKeyFitsEveryDatabase(@ForAll @StringLength(min = 1, max = 200) String name) {
		assertThat(LockKey.of(name).value()).matches("[a-z0-9:._/~-]{1,64}");
	}

}

package io.namedlock.benchmarks.server;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link Addresses}.
 */
class AddressesTests {

	@ParameterizedTest
	@EnumSource
	void theSecondJvmReadsWhatTheFirstWrote(DatabaseProduct product) {
		Addresses withRedis = new Addresses(new Database(product, 3306), new Redis(6379));
		assertThat(Addresses.parse(withRedis.format())).isEqualTo(withRedis);
		Addresses withoutRedis = new Addresses(new Database(product, 5432), null);
		assertThat(Addresses.parse(withoutRedis.format())).isEqualTo(withoutRedis);
	}

	@Test
	void refusesAnUnknownDatabase() {
		assertThatIllegalArgumentException().isThrownBy(() -> DatabaseProduct.of("oracle"))
			.withMessageContaining("mariadb, postgresql");
	}

}

package io.namedlock.autoconfigure;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PreparingUrlTests {

	@Test
	void preparesBehindOtherOptions() {
		assertThat(PreparingUrl.of("jdbc:mysql://db/shop", Map.of()))
			.isEqualTo("jdbc:mysql://db/shop?useServerPrepStmts=true&disablePipeline=true");
		assertThat(PreparingUrl.of("jdbc:mariadb://db/shop?a=b", Map.of()))
			.isEqualTo("jdbc:mariadb://db/shop?a=b&useServerPrepStmts=true&disablePipeline=true");
	}

	@ParameterizedTest
	@ValueSource(strings = { "jdbc:mysql://db/shop?useServerPrepStmts=true",
			"jdbc:mariadb://db?useserverprepstmts=false", "jdbc:mysql://(host=db,useServerPrepStmts=false)/shop",
			"jdbc:postgresql://db/shop", "jdbc:h2:mem:shop" })
	void leavesTheRestAlone(String url) {
		assertThat(PreparingUrl.of(url, Map.of())).isEqualTo(url);
	}

	@Test
	void leavesTheDecisionToTheProperties() {
		String url = "jdbc:mariadb://db/shop";
		assertThat(PreparingUrl.of(url, Map.of("useServerPrepStmts", "false"))).isEqualTo(url);
		assertThat(PreparingUrl.of(url, Map.of("disablePipeline", "false")))
			.isEqualTo(url + "?useServerPrepStmts=true");
	}

}

package io.namedlock.recipes;

import io.namedlock.autoconfigure.NamedLockAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class LeaderTests {

	private final ApplicationContextRunner instance = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class, NamedLockAutoConfiguration.class))
		.withBean(Leader.class)
		.withPropertyValues("spring.datasource.url=jdbc:h2:mem:leader;DB_CLOSE_DELAY=-1",
				"spring.datasource.username=sa", "spring.lifecycle.timeout-per-shutdown-phase=1h");

	@Test
	void isOneInstanceUntilItEnds() {
		this.instance.run((second) -> {
			Leader next = second.getBean(Leader.class);
			this.instance.run((first) -> {
				Leader leader = first.getBean(Leader.class);
				leader.stand();
				leader.stand();
				next.stand();
				assertThat(leader.isLeader()).isTrue();
				assertThat(next.isLeader()).isFalse();
			});
			next.stand();
			assertThat(next.isLeader()).isTrue();
		});
	}

	@Test
	void isNotTakenByAnInstanceThatEnds() {
		this.instance.run((context) -> {
			Leader leader = context.getBean(Leader.class);
			leader.resign();
			leader.stand();
			assertThat(leader.isLeader()).isFalse();
		});
	}

}

package io.namedlock.aspect;

import java.util.Map;

import io.namedlock.annotation.NamedLock;
import io.namedlock.test.LockedContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the lock's place among the other advice of a bean.
 */
@ExtendWith(OutputCaptureExtension.class)
class AdvisorOrderTests {

	@Test
	void warnsOfTransactionsAroundTheLock(CapturedOutput output) {
		LockedContext.of(Map.of("order", Ordered.LOWEST_PRECEDENCE), Transactions.class, Orders.class).close();
		assertThat(output).contains("The transactions of bean 'advisorOrderTests.Orders' begin before its locks");
	}

	@Test
	void isOutsideTransactionsByDefault(CapturedOutput output) {
		LockedContext.of(Transactions.class, Orders.class).close();
		assertThat(output).doesNotContain("begin before its locks");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableTransactionManagement(order = Ordered.LOWEST_PRECEDENCE - 10)
	static class Transactions {

	}

	static class Orders {

		@NamedLock("order")
		@Transactional
		public void process() {
		}

	}

}

package io.namedlock.aspect;

import java.util.Map;

import javax.sql.DataSource;

import io.namedlock.annotation.NamedLock;
import io.namedlock.test.LockedContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.springframework.aop.support.AopUtils;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseBuilder;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseType;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for methods that are locked through a proxy and woven at once. A lock is refused
 * inside a transaction here, so that a second one would be noticed.
 */
@EnabledIfSystemProperty(named = "named-lock.woven", matches = "true")
class WovenAndProxiedTests {

	private static final Map<String, Object> REJECTING = Map.of("in-transaction", "REJECT", "spring.aop.auto", false);

	@Test
	void theProxyTakesTheLockOutsideTheTransactionAndTheWovenMethodOnlyProceeds() {
		try (LockedContext context = LockedContext.of(REJECTING, Database.class, Stock.class)) {
			Stock stock = context.get(Stock.class);
			assertThat(AopUtils.isAopProxy(stock)).isTrue();
			assertThat(stock.sell(context, false)).isEqualTo("locked true, in transaction true");
			assertThat(stock.stateAtCompletion()).isEqualTo("locked true");
			assertThat(context.isFree("stock")).isTrue();
		}
	}

	@Test
	void aCallFromWithinTheBodyIsAnotherOne() {
		try (LockedContext context = LockedContext.of(REJECTING, Database.class, Stock.class)) {
			assertThatExceptionOfType(IllegalTransactionStateException.class)
				.isThrownBy(() -> context.get(Stock.class).sell(context, true))
				.withMessageContaining("Stock.sell");
		}
	}

	@Test
	void nothingIsLeftOfAProxiedCallThatFailed() {
		try (LockedContext context = LockedContext.of(REJECTING, Database.class, Stock.class)) {
			Stock stock = context.get(Stock.class);
			assertThatExceptionOfType(IllegalTransactionStateException.class)
				.isThrownBy(() -> stock.sell(context, true));
			assertThat(stock.callsOnThis(context)).isEqualTo("locked true, in transaction false");
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableTransactionManagement(proxyTargetClass = true)
	@Import(AopAutoConfiguration.class)
	static class Database {

		@Bean
		DataSource dataSource() {
			return new EmbeddedDatabaseBuilder().setType(EmbeddedDatabaseType.H2).generateUniqueName(true).build();
		}

		@Bean
		DataSourceTransactionManager transactionManager(DataSource dataSource) {
			return new DataSourceTransactionManager(dataSource);
		}

	}

	static class Stock {

		private String stateAtCompletion = "";

		@NamedLock("stock")
		@Transactional
		public String sell(LockedContext context, boolean again) {
			if (TransactionSynchronizationManager.isSynchronizationActive()) {
				TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
					@Override
					public void afterCompletion(int status) {
						Stock.this.stateAtCompletion = "locked " + !context.isFree("stock");
					}
				});
			}
			return again ? sell(context, false) : "locked " + !context.isFree("stock") + ", in transaction "
					+ TransactionSynchronizationManager.isActualTransactionActive();
		}

		String callsOnThis(LockedContext context) {
			return sell(context, false);
		}

		String stateAtCompletion() {
			return this.stateAtCompletion;
		}

	}

}

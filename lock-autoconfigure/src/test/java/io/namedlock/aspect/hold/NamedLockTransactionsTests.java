package io.namedlock.aspect.hold;

import java.util.List;
import java.util.Map;

import javax.sql.DataSource;

import io.namedlock.LockLostException;
import io.namedlock.test.BreakableBackend;
import io.namedlock.test.LockedContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionExecutionListener;
import org.springframework.transaction.TransactionStatus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for which transaction managers ask for the locks before they commit.
 */
@ExtendWith(OutputCaptureExtension.class)
class NamedLockTransactionsTests {

	@Test
	void aManagerWhoseListenersAreImmutableAsksOnce() {
		try (LockedShop application = LockedShop.with(ImmutableListeners.class)) {
			assertRollsBack(application);
			assertThat(application.backend().verifications()).isOne();
		}
	}

	@Test
	void aManagerThatAFactoryMakesAsks() {
		try (LockedShop application = LockedShop.with(ManagerOfAFactory.class)) {
			assertRollsBack(application);
		}
	}

	@Test
	void aManagerOfAParentContextAsks() {
		try (AnnotationConfigApplicationContext parent = new AnnotationConfigApplicationContext(
				LockedShop.Database.class, LockedShop.Manager.class);
				LockedShop application = new LockedShop(
						LockedContext.prepare(Map.of(), LockedShop.Transactions.class, LockedShop.Shop.class))) {
			application.context().context().setParent(parent);
			application.context().context().refresh();
			assertRollsBack(application);
		}
	}

	@Test
	void aManagerWithoutListenersIsWarnedOfAndTheCallHearsOfTheLossAfterTheCommit(CapturedOutput output) {
		try (LockedShop application = LockedShop.with(WithoutListeners.class)) {
			assertThat(output)
				.containsOnlyOnce("'transactionManager' are not rolled back if a lock around them is lost");
			assertThatExceptionOfType(LockLostException.class)
				.isThrownBy(() -> application.shop().sell(BreakableBackend::loseAll));
			assertThat(application.shop().sales()).isOne();
		}
	}

	private static void assertRollsBack(LockedShop application) {
		application.assertRolledBack(() -> application.shop().sell(BreakableBackend::loseAllUnnoticed));
	}

	@Configuration(proxyBeanMethods = false)
	static class ImmutableListeners {

		@Bean
		PlatformTransactionManager transactionManager(DataSource dataSource) {
			DataSourceTransactionManager manager = new DataSourceTransactionManager(dataSource);
			manager.setTransactionExecutionListeners(List.of(new TransactionExecutionListener() {
			}));
			return manager;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ManagerOfAFactory {

		@Bean
		FactoryBean<PlatformTransactionManager> transactionManager(DataSource dataSource) {
			return new FactoryBean<>() {
				@Override
				public PlatformTransactionManager getObject() {
					return new DataSourceTransactionManager(dataSource);
				}

				@Override
				public Class<?> getObjectType() {
					return PlatformTransactionManager.class;
				}
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class WithoutListeners {

		@Bean
		PlatformTransactionManager transactionManager(DataSource dataSource) {
			return new PlainManager(new DataSourceTransactionManager(dataSource));
		}

	}

	/**
	 * A manager that takes no listeners.
	 */
	private record PlainManager(PlatformTransactionManager manager) implements PlatformTransactionManager {

		@Override
		public TransactionStatus getTransaction(TransactionDefinition definition) {
			return this.manager.getTransaction(definition);
		}

		@Override
		public void commit(TransactionStatus status) {
			this.manager.commit(status);
		}

		@Override
		public void rollback(TransactionStatus status) {
			this.manager.rollback(status);
		}

	}

}

package io.namedlock.aspect.hold;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import javax.sql.DataSource;

import io.namedlock.LockLostException;
import io.namedlock.LockNotAcquiredException;
import io.namedlock.annotation.NamedLock;
import io.namedlock.test.BreakableBackend;
import io.namedlock.test.LockedContext;
import io.namedlock.test.Threads;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseBuilder;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseType;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for locks together with real transactions.
 */
class TransactionTests {

	@AutoClose
	private final Threads threads = new Threads();

	@AutoClose
	private LockedContext context = LockedContext.of(Database.class, Stock.class);

	@Test
	void theLockIsAroundTheMethodsOwnTransaction() throws Exception {
		List<Future<?>> sales = new ArrayList<>();
		for (int i = 0; i < 8; i++) {
			sales.add(this.threads.run(stock()::sell));
		}
		for (Future<?> sale : sales) {
			Threads.await(sale);
		}
		assertThat(stock().left()).isZero();
		assertThat(isFree()).isTrue();
	}

	@Test
	void anotherThreadNeverSeesTheStateFromBeforeTheCommit() throws Exception {
		CountDownLatch sold = new CountDownLatch(1);
		Future<?> first = this.threads.run(() -> transaction().executeWithoutResult((status) -> {
			stock().sellInside();
			sold.countDown();
			assertThat(isFree()).as("held until the transaction ends").isFalse();
		}));
		assertThat(sold.await(30, TimeUnit.SECONDS)).isTrue();
		assertThat(this.threads.elsewhere(() -> stock().leftUnderLock())).isEqualTo(7);
		Threads.await(first);
		assertThat(isFree()).isTrue();
	}

	@Test
	void holdsUntilARollbackAndAlsoWhenTheMethodThrew() {
		transaction().executeWithoutResult((status) -> {
			assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> stock().failInside());
			assertThat(isFree()).isFalse();
			status.setRollbackOnly();
		});
		assertThat(isFree()).isTrue();
		assertThat(stock().left()).isEqualTo(8);
	}

	@Test
	void isReentrantWithinTheTransaction() {
		transaction().executeWithoutResult((status) -> {
			stock().sellInside();
			stock().sellInside();
		});
		assertThat(isFree()).isTrue();
		assertThat(stock().left()).isEqualTo(6);
	}

	@Test
	void theEndOfAnInnerTransactionOnlyDecrements() {
		transaction().executeWithoutResult((status) -> {
			stock().sellNothing();
			inner(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
			assertThat(isFree()).as("still the outer transaction's").isFalse();
		});
		assertThat(isFree()).isTrue();
	}

	@Test
	void anInnerTransactionsLockEndsWithIt() {
		transaction().executeWithoutResult((status) -> {
			inner(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
			assertThat(isFree()).isTrue();
		});
	}

	@Test
	void aNestedTransactionsLockIsHeldToTheOuterEnd() {
		transaction().executeWithoutResult((status) -> {
			inner(TransactionDefinition.PROPAGATION_NESTED);
			assertThat(isFree()).isFalse();
		});
		assertThat(isFree()).isTrue();
	}

	@Test
	void aTransactionDoesNotCommitWithoutItsLock() {
		assertThatExceptionOfType(LockLostException.class)
			.isThrownBy(() -> transaction().executeWithoutResult((status) -> {
				stock().sellInside();
				this.context.get(BreakableBackend.class).loseAll();
			}));
		assertThat(stock().left()).isEqualTo(8);
		assertThat(isFree()).isTrue();
	}

	@Test
	void aFailedReleaseAfterTheTransactionIsLeftToTheLog() {
		this.context.get(BreakableBackend.class).failReleases();
		transaction().executeWithoutResult((status) -> stock().sellInside());
		assertThat(stock().left()).isEqualTo(7);
	}

	@Test
	void releasesOnReturnWhereNothingSynchronizes() {
		this.context.get(AbstractPlatformTransactionManager.class)
			.setTransactionSynchronization(AbstractPlatformTransactionManager.SYNCHRONIZATION_NEVER);
		transaction().executeWithoutResult((status) -> {
			stock().sellNothing();
			assertThat(isFree()).isTrue();
		});
	}

	@Test
	void releasesOnReturnInSynchronizationWithoutATransaction() {
		inner(TransactionDefinition.PROPAGATION_SUPPORTS);
		TransactionTemplate supporting = transaction();
		supporting.setPropagationBehavior(TransactionDefinition.PROPAGATION_SUPPORTS);
		supporting.executeWithoutResult((status) -> {
			stock().sellNothing();
			assertThat(isFree()).isTrue();
		});
	}

	@Test
	void aStageKeepsTheLockBeyondTheTransaction() {
		CompletableFuture<String> stage = new CompletableFuture<>();
		transaction().executeWithoutResult((status) -> stock().stage(stage));
		assertThat(isFree()).isFalse();
		stage.complete("done");
		assertThat(isFree()).isTrue();
	}

	@Test
	void aStageThatEndsBeforeTheTransactionDoesNotReleaseTheLock() {
		CompletableFuture<String> stage = new CompletableFuture<>();
		transaction().executeWithoutResult((status) -> {
			stock().stage(stage);
			assertThatExceptionOfType(LockNotAcquiredException.class).as("the stage may run beside this thread")
				.isThrownBy(() -> stock().tryOnce());
			stage.complete("done");
			assertThat(isFree()).isFalse();
		});
		assertThat(isFree()).isTrue();
	}

	@Test
	void theShortestHoldOutlastsAShorterTransaction() {
		transaction().executeWithoutResult((status) -> {
			stock().atLeast();
			stock().tryOnce();
		});
		assertThat(isFree()).isFalse();
		assertThatExceptionOfType(LockNotAcquiredException.class).isThrownBy(() -> stock().tryOnce());
	}

	@Test
	void releasesOnReturnIfToldSo() {
		restart("RELEASE_ON_RETURN");
		transaction().executeWithoutResult((status) -> {
			stock().sellInside();
			assertThat(isFree()).isTrue();
		});
	}

	@Test
	void rejectsACallInsideATransactionIfToldSo() {
		restart("REJECT");
		transaction().executeWithoutResult((status) -> assertThatExceptionOfType(IllegalTransactionStateException.class)
			.isThrownBy(() -> stock().sellInside())
			.withMessageContaining("Stock.sellInside()"));
		assertThat(stock().left()).isEqualTo(8);
		stock().sellInside();
		stock().sell();
		assertThat(stock().left()).isEqualTo(6);
	}

	private void inner(int propagation) {
		TransactionTemplate inner = transaction();
		inner.setPropagationBehavior(propagation);
		inner.executeWithoutResult((status) -> stock().sellNothing());
	}

	private void restart(String inTransaction) {
		this.context.close();
		this.context = LockedContext.of(Map.of("in-transaction", inTransaction), Database.class, Stock.class);
	}

	private Stock stock() {
		return this.context.get(Stock.class);
	}

	private boolean isFree() {
		return this.context.isFree("stock");
	}

	private TransactionTemplate transaction() {
		return new TransactionTemplate(this.context.get(PlatformTransactionManager.class));
	}

	static class Stock {

		private final JdbcClient jdbc;

		Stock(DataSource dataSource) {
			this.jdbc = JdbcClient.create(dataSource);
		}

		@NamedLock("stock")
		@Transactional
		public void sell() {
			sellOne();
		}

		@NamedLock("stock")
		public void sellInside() {
			sellOne();
		}

		@NamedLock("stock")
		public void sellNothing() {
		}

		@NamedLock("stock")
		public void failInside() {
			sellOne();
			throw new IllegalArgumentException("of the body");
		}

		@NamedLock("stock")
		public CompletableFuture<String> stage(CompletableFuture<String> stage) {
			return stage;
		}

		@NamedLock(name = "stock", lockAtLeastFor = "1h")
		public void atLeast() {
		}

		@NamedLock(name = "stock", waitTime = "0")
		public void tryOnce() {
		}

		@NamedLock("stock")
		public int leftUnderLock() {
			return left();
		}

		private void sellOne() {
			int left = left();
			this.jdbc.sql("update stock set remaining = ?").param(left - 1).update();
		}

		int left() {
			return this.jdbc.sql("select remaining from stock").query(Integer.class).single();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableTransactionManagement
	static class Database {

		@Bean
		DataSource dataSource() {
			DataSource dataSource = new EmbeddedDatabaseBuilder().setType(EmbeddedDatabaseType.H2)
				.generateUniqueName(true)
				.build();
			JdbcClient jdbc = JdbcClient.create(dataSource);
			jdbc.sql("create table stock (remaining int)").update();
			jdbc.sql("insert into stock values (8)").update();
			return dataSource;
		}

		@Bean
		DataSourceTransactionManager transactionManager(DataSource dataSource) {
			return new DataSourceTransactionManager(dataSource);
		}

	}

}

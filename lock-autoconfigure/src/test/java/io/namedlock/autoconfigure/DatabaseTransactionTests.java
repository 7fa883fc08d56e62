package io.namedlock.autoconfigure;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import io.namedlock.LockLostException;
import io.namedlock.annotation.NamedLock;
import io.namedlock.test.EmbeddedMariaDb;
import io.namedlock.test.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for locks around and inside transactions of a real database: two applications
 * read, decide and write, and no one ever sees the state from before another's commit.
 */
@Timeout(120)
class DatabaseTransactionTests {

	private static final int SALES = 40;

	private final TestDatabase database = TestDatabase.mariaDb();

	private final ApplicationContextRunner application = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(NamedLockAutoConfiguration.class, DataSourceAutoConfiguration.class,
				DataSourceTransactionManagerAutoConfiguration.class, TransactionAutoConfiguration.class,
				JdbcTemplateAutoConfiguration.class, JdbcClientAutoConfiguration.class))
		.withBean(Stock.class)
		.withPropertyValues("spring.datasource.url=" + EmbeddedMariaDb.shared().mariaDbUrl(),
				"spring.datasource.username=" + EmbeddedMariaDb.USERNAME,
				"spring.datasource.password=" + EmbeddedMariaDb.PASSWORD);

	@BeforeEach
	void fillStock() {
		this.database.run("CREATE OR REPLACE TABLE transaction_stock (remaining INT)");
		this.database.run("INSERT INTO transaction_stock VALUES (%d)".formatted(SALES));
	}

	@Test
	void theLockIsAroundATransactionOfRepeatableRead() {
		assertSellsOut((context) -> stock(context).sell());
	}

	@Test
	void theLockIsAroundATransactionOfReadCommitted() {
		assertSellsOut((context) -> stock(context).sellReadCommitted());
	}

	@ParameterizedTest
	@EnumSource(names = { "DEFAULT", "READ_COMMITTED" })
	void theLockInsideATransactionIsHeldUntilItsCommit(Isolation isolation) {
		assertSellsOut((context) -> transaction(context, isolation)
			.executeWithoutResult((status) -> stock(context).sellInside()));
	}

	@Test
	void theLockIsFreeAfterARollback() {
		this.application.run((context) -> {
			assertThatIllegalStateException().isThrownBy(() -> stock(context).fail());
			assertThat(stock(context).left()).isEqualTo(SALES);
			assertFree();
		});
	}

	@Test
	void theLockIsFreeAfterAFailedCommit() {
		this.application.run((context) -> {
			assertThatIllegalStateException().isThrownBy(() -> transaction(context, Isolation.DEFAULT)
				.executeWithoutResult((status) -> failCommit(context)));
			assertThat(stock(context).left()).isEqualTo(SALES);
			assertFree();
		});
	}

	@Test
	void aTransactionDoesNotCommitWhenTheServerHasEndedItsLock() {
		this.application.run((context) -> {
			assertThatExceptionOfType(LockLostException.class).isThrownBy(
					() -> transaction(context, Isolation.DEFAULT).executeWithoutResult((status) -> loseLock(context)));
			assertThat(stock(context).left()).isEqualTo(SALES);
		});
	}

	@Test
	void aTransactionUnderItsLockDoesNotCommitWhenTheServerHasEndedTheLock() {
		this.application.run((context) -> {
			assertThatExceptionOfType(LockLostException.class)
				.isThrownBy(() -> stock(context).sellWhile(this::killHolder));
			assertThat(stock(context).left()).isEqualTo(SALES);
			assertFree();
			stock(context).sell();
			assertThat(stock(context).left()).isEqualTo(SALES - 1);
		});
	}

	@Test
	void aTransactionUnderItsLockCommitsUnaskedIfToldSo() {
		this.application.withPropertyValues("named-lock.verify-before-commit=false").run((context) -> {
			assertThatExceptionOfType(LockLostException.class)
				.isThrownBy(() -> stock(context).sellWhile(this::killHolder));
			assertThat(stock(context).left()).as("nobody knew yet").isEqualTo(SALES - 1);
		});
	}

	private void assertSellsOut(Consumer<ApplicationContext> sale) {
		this.application.run((first) -> this.application.run((second) -> {
			List<CompletableFuture<Void>> sales = IntStream.range(0, SALES)
				.mapToObj((i) -> CompletableFuture.runAsync(() -> sale.accept((i % 2 == 0) ? first : second),
						(task) -> new Thread(task).start()))
				.toList();
			sales.forEach(CompletableFuture::join);
			assertThat(stock(first).left()).isZero();
		}));
	}

	private void failCommit(ApplicationContext context) {
		TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
			@Override
			public void beforeCommit(boolean readOnly) {
				throw new IllegalStateException("at commit");
			}
		});
		stock(context).sellInside();
	}

	private void loseLock(ApplicationContext context) {
		stock(context).sellInside();
		killHolder();
	}

	private void killHolder() {
		Long holder = this.database.holderOf("transaction:stock");
		assertThat(holder).as("held until the transaction has ended").isNotNull();
		this.database.kill(holder);
	}

	private void assertFree() {
		assertThat(this.database.holderOf("transaction:stock")).isNull();
	}

	private static Stock stock(ApplicationContext context) {
		return context.getBean(Stock.class);
	}

	private static TransactionTemplate transaction(ApplicationContext context, Isolation isolation) {
		TransactionTemplate transaction = new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
		transaction.setIsolationLevel(isolation.value());
		return transaction;
	}

	static class Stock {

		private final JdbcClient jdbc;

		Stock(JdbcClient jdbc) {
			this.jdbc = jdbc;
		}

		@NamedLock("transaction:stock")
		@Transactional
		public void sell() {
			sellOne();
		}

		@NamedLock("transaction:stock")
		@Transactional(isolation = Isolation.READ_COMMITTED)
		public void sellReadCommitted() {
			sellOne();
		}

		@NamedLock("transaction:stock")
		@Transactional
		public void sellWhile(Runnable meanwhile) {
			sellOne();
			meanwhile.run();
		}

		@NamedLock("transaction:stock")
		public void sellInside() {
			sellOne();
		}

		@NamedLock("transaction:stock")
		@Transactional
		public void fail() {
			sellOne();
			throw new IllegalStateException("of the body");
		}

		private void sellOne() {
			this.jdbc.sql("UPDATE transaction_stock SET remaining = ?").param(left() - 1).update();
		}

		int left() {
			return this.jdbc.sql("SELECT remaining FROM transaction_stock").query(Integer.class).single();
		}

	}

}

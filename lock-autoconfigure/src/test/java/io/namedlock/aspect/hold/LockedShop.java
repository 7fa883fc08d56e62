package io.namedlock.aspect.hold;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import javax.sql.DataSource;

import io.namedlock.LockLostException;
import io.namedlock.annotation.NamedLock;
import io.namedlock.test.BreakableBackend;
import io.namedlock.test.LockedContext;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseBuilder;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseType;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * An application whose sales are transactions under a lock.
 */
final class LockedShop implements AutoCloseable {

	private final LockedContext context;

	LockedShop(LockedContext context) {
		this.context = context;
	}

	static LockedShop with(Class<?> transactionManager) {
		return with(Map.of(), transactionManager);
	}

	static LockedShop with(Map<String, Object> properties, Class<?> transactionManager) {
		return new LockedShop(
				LockedContext.of(properties, Transactions.class, Database.class, transactionManager, Shop.class));
	}

	LockedContext context() {
		return this.context;
	}

	Shop shop() {
		return this.context.get(Shop.class);
	}

	BreakableBackend backend() {
		return this.context.get(BreakableBackend.class);
	}

	TransactionTemplate transaction() {
		return new TransactionTemplate(this.context.get(PlatformTransactionManager.class));
	}

	void assertRolledBack(Runnable sale) {
		assertThatExceptionOfType(LockLostException.class).isThrownBy(sale::run);
		assertThat(shop().sales()).isZero();
		assertThat(this.context.isFree("shop")).isTrue();
	}

	@Override
	public void close() {
		this.context.close();
	}

	static class Shop {

		private final JdbcClient jdbc;

		private final BreakableBackend backend;

		Shop(DataSource dataSource, BreakableBackend backend) {
			this.jdbc = JdbcClient.create(dataSource);
			this.backend = backend;
		}

		@NamedLock("shop")
		@Transactional
		public void sell(Consumer<BreakableBackend> meanwhile) {
			insert();
			meanwhile.accept(this.backend);
		}

		@NamedLock("shop")
		public void sellInside() {
			insert();
		}

		@NamedLock("shop")
		public void lockedOnly(Runnable body) {
			body.run();
		}

		@NamedLock("shop")
		public CompletableFuture<String> stage(CompletableFuture<String> work) {
			return work;
		}

		void insert() {
			this.jdbc.sql("insert into sale values (1)").update();
		}

		int sales() {
			return this.jdbc.sql("select count(*) from sale").query(Integer.class).single();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Database {

		@Bean
		DataSource dataSource() {
			DataSource dataSource = new EmbeddedDatabaseBuilder().setType(EmbeddedDatabaseType.H2)
				.generateUniqueName(true)
				.build();
			JdbcClient.create(dataSource).sql("create table sale (amount int)").update();
			return dataSource;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableTransactionManagement
	static class Transactions {

		@Bean
		@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
		static NamedLockTransactions namedLockTransactions(ConfigurableListableBeanFactory beanFactory,
				Environment environment) {
			boolean verifying = environment.getProperty("verify-before-commit", Boolean.class, true);
			return new NamedLockTransactions(beanFactory, new NamedLockSettings(NamedLockSettings.DEFAULT_ORDER,
					InTransaction.HOLD_UNTIL_COMPLETION, verifying));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Manager {

		@Bean
		PlatformTransactionManager transactionManager(DataSource dataSource) {
			return new DataSourceTransactionManager(dataSource);
		}

	}

}

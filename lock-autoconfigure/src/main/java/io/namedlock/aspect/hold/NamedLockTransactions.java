package io.namedlock.aspect.hold;

import java.util.ArrayList;
import java.util.List;

import io.namedlock.CurrentLock;
import io.namedlock.LockBackendException;
import io.namedlock.LockHandle;
import io.namedlock.LockLostException;
import io.namedlock.TransactionOutcome;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;
import org.springframework.transaction.ConfigurableTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;

/**
 * Has the transaction managers of an application ask for the locks around a transaction
 * before it commits. To be declared as an infrastructure bean, where Spring's
 * transactions are on the class path. A transaction manager that takes no listeners, or
 * is no bean, commits without asking: the call under the lock then hears of the loss
 * after the commit. Safe for use by several threads.
 */
public final class NamedLockTransactions
		implements BeanPostProcessor, SmartInitializingSingleton, PriorityOrdered, AopInfrastructureBean {

	private static final Log logger = LogFactory.getLog(NamedLockTransactions.class);

	private final ConfigurableListableBeanFactory beanFactory;

	private final CommitCheck check;

	public NamedLockTransactions(ConfigurableListableBeanFactory beanFactory, NamedLockSettings settings) {
		this.beanFactory = beanFactory;
		this.check = new CommitCheck(settings.verifyBeforeCommit());
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof PlatformTransactionManager manager) {
			listenTo(manager, beanName);
		}
		return bean;
	}

	/**
	 * Sees to those that were created before, or by a parent context.
	 */
	@Override
	public void afterSingletonsInstantiated() {
		BeanFactory current = this.beanFactory;
		while (current instanceof ConfigurableListableBeanFactory factory) {
			listenToAllOf(factory);
			current = factory.getParentBeanFactory();
		}
	}

	/**
	 * Comes before any post-processor that makes a proxy, which may hide that the manager
	 * takes listeners.
	 */
	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

	private void listenToAllOf(ConfigurableListableBeanFactory factory) {
		for (String name : factory.getBeanNamesForType(PlatformTransactionManager.class, false, false)) {
			if (factory.containsSingleton(name)
					&& factory.getBean(name) instanceof ConfigurableTransactionManager able) {
				add(able);
			}
		}
	}

	private void listenTo(PlatformTransactionManager manager, String beanName) {
		if (manager instanceof ConfigurableTransactionManager able) {
			add(able);
		}
		else {
			logger.warn(("The transactions of bean '%s' are not rolled back if a lock around them is lost before they"
					+ " commit: %s takes no TransactionExecutionListener. The call under the lock hears of it"
					+ " afterwards")
				.formatted(beanName, manager.getClass().getName()));
		}
	}

	private void add(ConfigurableTransactionManager manager) {
		// A copy, since the list that an application has set may be immutable
		List<TransactionExecutionListener> listeners = new ArrayList<>(manager.getTransactionExecutionListeners());
		if (!listeners.contains(this.check)) {
			listeners.add(this.check);
			manager.setTransactionExecutionListeners(listeners);
		}
	}

	/**
	 * Refuses to commit under a lock that is gone: what is thrown here rolls back. If
	 * {@code verifying}, the database is asked; otherwise only what this JVM knows
	 * counts.
	 */
	static void requireHeld(LockHandle lock, boolean verifying) {
		try {
			if (verifying) {
				lock.verify();
			}
			else if (!lock.isHeld()) {
				throw new LockLostException(lock.name(),
						("Lock '%s' was lost before a transaction under it could commit; another owner may have"
								+ " held it since")
							.formatted(lock.name()));
			}
		}
		catch (LockLostException ex) {
			throw ex.withOutcome(TransactionOutcome.ROLLED_BACK);
		}
		catch (LockBackendException ex) {
			throw ex.withOutcome(TransactionOutcome.ROLLED_BACK);
		}
	}

	/**
	 * Asks for the locks of the methods that a thread is in: those whose transaction
	 * began inside of them, as that of a method that is both locked and transactional;
	 * and tells them how it ended. A record, so that the check of a child context is
	 * equal to that of its parent.
	 */
	private record CommitCheck(boolean verifying) implements TransactionExecutionListener {

		@Override
		public void beforeCommit(TransactionExecution transaction) {
			CurrentLock.all().forEach((lock) -> requireHeld(lock, this.verifying));
		}

		@Override
		public void afterCommit(TransactionExecution transaction, @Nullable Throwable commitFailure) {
			// a nested one gave up its savepoint, and the outer one may still roll it
			// back
			boolean certain = commitFailure == null && !transaction.isNested();
			CurrentLock.transactionEnded(certain ? TransactionOutcome.COMMITTED : TransactionOutcome.UNKNOWN);
		}

		@Override
		public void afterRollback(TransactionExecution transaction, @Nullable Throwable rollbackFailure) {
			CurrentLock.transactionEnded(
					(rollbackFailure != null) ? TransactionOutcome.UNKNOWN : TransactionOutcome.ROLLED_BACK);
		}

	}

}

package io.namedlock.aspect.hold;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.namedlock.LockBackendException;
import io.namedlock.LockHandle;
import io.namedlock.LockLostException;
import io.namedlock.TransactionOutcome;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for what the caller of a locked method is told of its transaction when the lock
 * fails.
 */
class TransactionOutcomeTests {

	private LockedShop application = LockedShop.with(LockedShop.Manager.class);

	@AfterEach
	void close() {
		this.application.close();
	}

	@Test
	void aLossThatIsFoundBeforeTheCommitRollsBack() {
		assertLost(() -> this.application.shop().sell((backend) -> backend.loseAllUnnoticed()),
				TransactionOutcome.ROLLED_BACK, "its transaction was rolled back");
		assertThat(this.application.shop().sales()).isZero();
	}

	@Test
	void aLossThatIsFoundAfterTheCommitTellsOfIt() {
		restartWithoutVerifying();
		assertLost(() -> this.application.shop().sell((backend) -> backend.loseAllUnnoticed()),
				TransactionOutcome.COMMITTED, "its transaction was committed");
		assertThat(this.application.shop().sales()).isOne();
	}

	@Test
	void aTransactionThatFailedByItselfWasRolledBack() {
		assertLost(() -> this.application.shop().sell((backend) -> {
			backend.loseAll();
			throw new IllegalStateException("of the body");
		}), TransactionOutcome.ROLLED_BACK, "its transaction was rolled back");
	}

	@Test
	void theLastTransactionCounts() {
		restartWithoutVerifying();
		TransactionTemplate transaction = this.application.transaction();
		assertLost(() -> this.application.shop().lockedOnly(() -> {
			transaction.executeWithoutResult((status) -> status.setRollbackOnly());
			transaction.executeWithoutResult((status) -> this.application.shop().insert());
			this.application.backend().loseAll();
		}), TransactionOutcome.COMMITTED, "its transaction was committed");
	}

	@Test
	void thereMayBeNone() {
		assertLost(() -> this.application.shop().lockedOnly(() -> this.application.backend().loseAll()),
				TransactionOutcome.NONE, "no transaction ended under it");
	}

	@Test
	void oneThatGoesOnAroundTheMethodIsNotKnown() {
		this.application.transaction().executeWithoutResult((status) -> {
			assertLost(() -> this.application.shop().lockedOnly(() -> this.application.backend().loseAll()),
					TransactionOutcome.UNKNOWN, "what became of its transaction is not known");
			status.setRollbackOnly();
		});
	}

	@Test
	void oneThatIsNestedInSuchAnOneIsNotKnown() {
		TransactionTemplate nested = this.application.transaction();
		nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
		this.application.transaction().executeWithoutResult((status) -> {
			assertLost(() -> this.application.shop().lockedOnly(() -> {
				nested.executeWithoutResult((savepoint) -> this.application.shop().insert());
				this.application.backend().loseAll();
			}), TransactionOutcome.UNKNOWN, "what became of its transaction is not known");
			status.setRollbackOnly();
		});
		assertThat(this.application.shop().sales()).isZero();
	}

	@Test
	void oneAroundTheMethodIsRolledBackWhenItsLockIsLost() {
		assertLost(() -> this.application.transaction().executeWithoutResult((status) -> {
			this.application.shop().sellInside();
			this.application.backend().loseAllUnnoticed();
		}), TransactionOutcome.ROLLED_BACK, "its transaction was rolled back");
	}

	@Test
	void thoseOfAStageAreNotKnown() {
		CompletableFuture<String> work = new CompletableFuture<>();
		CompletableFuture<String> stage = this.application.shop().stage(work);
		this.application.backend().loseAll();
		work.complete("done");
		assertLost(stage::join, TransactionOutcome.UNKNOWN, "what became of its transaction is not known");
	}

	@Test
	void aReleaseThatFailsTellsOfTheCommit() {
		this.application.backend().failReleases();
		assertThatExceptionOfType(LockBackendException.class)
			.isThrownBy(() -> this.application.shop().sell((backend) -> {
			}))
			.withMessageEndingWith("; its transaction was committed")
			.satisfies((ex) -> assertThat(ex.outcome()).isEqualTo(TransactionOutcome.COMMITTED));
		assertThat(this.application.shop().sales()).isOne();
	}

	@Test
	void aMethodThatDidNotRunHadNone() {
		LockedShop.Shop shop = this.application.shop();
		this.application.backend().failAcquisitions();
		assertThatExceptionOfType(LockBackendException.class).isThrownBy(() -> shop.sell((backend) -> {
		}))
			.withMessageEndingWith("; no transaction ended under it")
			.satisfies((ex) -> assertThat(ex.outcome()).isEqualTo(TransactionOutcome.NONE));
	}

	@Test
	void aMethodThatDidNotRunSinceItsLockWasLostHadNone() {
		LockedShop.Shop shop = this.application.shop();
		assertThatExceptionOfType(LockLostException.class).isThrownBy(() -> shop.lockedOnly(() -> {
			this.application.backend().loseAll();
			shop.sell((backend) -> {
			});
		}))
			.havingCause()
			.isInstanceOfSatisfying(LockLostException.class,
					(inner) -> assertThat(inner.outcome()).isEqualTo(TransactionOutcome.NONE));
		assertThat(shop.sales()).isZero();
	}

	@Test
	void aHandleKnowsOfNone() {
		LockHandle handle = this.application.context().registry().acquire("till");
		this.application.backend().loseAll();
		assertThatExceptionOfType(LockLostException.class).isThrownBy(handle::close)
			.withMessageNotContaining("transaction")
			.satisfies((ex) -> assertThat(ex.outcome()).isEqualTo(TransactionOutcome.UNKNOWN));
	}

	private void assertLost(ThrowingCallable call, TransactionOutcome outcome, String words) {
		assertThatExceptionOfType(Exception.class).isThrownBy(call).satisfies((ex) -> {
			LockLostException lost = (ex instanceof LockLostException direct) ? direct
					: (LockLostException) ex.getCause();
			assertThat(lost.outcome()).isEqualTo(outcome);
			assertThat(lost).hasMessageStartingWith("Lock 'shop' was lost").hasMessageEndingWith("; " + words);
		});
	}

	private void restartWithoutVerifying() {
		this.application.close();
		this.application = LockedShop.with(Map.of("verify-before-commit", false), LockedShop.Manager.class);
	}

}

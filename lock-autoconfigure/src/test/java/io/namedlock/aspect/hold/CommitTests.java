package io.namedlock.aspect.hold;

import java.util.Map;

import io.namedlock.LockLostException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for transactions whose lock, which lies around them, is lost before they commit.
 */
class CommitTests {

	private LockedShop application = LockedShop.with(LockedShop.Manager.class);

	@AfterEach
	void close() {
		this.application.close();
	}

	@Test
	void aTransactionUnderALockIsRolledBackWhenTheLockIsKnownToBeLost() {
		this.application.assertRolledBack(() -> this.application.shop().sell((backend) -> backend.loseAll()));
	}

	@Test
	void theDatabaseIsAskedBeforeTheCommit() {
		this.application.assertRolledBack(() -> this.application.shop().sell((backend) -> backend.loseAllUnnoticed()));
	}

	@Test
	void aTransactionUnderALockCommitsWithOneQuestion() {
		this.application.shop().sell((backend) -> {
		});
		assertThat(this.application.shop().sales()).isOne();
		assertThat(this.application.backend().verifications()).isOne();
	}

	@Test
	void aTransactionThatTheMethodBeginsItselfIsRolledBackToo() {
		this.application.assertRolledBack(() -> this.application.shop()
			.lockedOnly(() -> this.application.transaction().executeWithoutResult((status) -> {
				this.application.shop().insert();
				this.application.backend().loseAllUnnoticed();
			})));
	}

	@Test
	void anInnerTransactionUnderALockOfTheOuterOneIsRolledBackToo() {
		TransactionTemplate inner = this.application.transaction();
		inner.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
		this.application.assertRolledBack(() -> this.application.transaction()
			.executeWithoutResult(
					(status) -> this.application.shop().lockedOnly(() -> inner.executeWithoutResult((unused) -> {
						this.application.shop().insert();
						this.application.backend().loseAllUnnoticed();
					}))));
	}

	@Test
	void aTransactionBesideALockIsNoneOfItsBusiness() {
		this.application.transaction().executeWithoutResult((status) -> this.application.shop().insert());
		this.application.shop().lockedOnly(() -> {
		});
		assertThat(this.application.shop().sales()).isOne();
		assertThat(this.application.backend().verifications()).isZero();
	}

	@Test
	void asksNobodyIfToldSo() {
		restartWithoutVerifying();
		assertThatExceptionOfType(LockLostException.class)
			.isThrownBy(() -> this.application.shop().sell((backend) -> backend.loseAllUnnoticed()));
		assertThat(this.application.shop().sales()).as("nobody knew").isOne();
		assertThat(this.application.backend().verifications()).isZero();
	}

	@Test
	void rollsBackWhatIsKnownToBeLostWithoutAsking() {
		restartWithoutVerifying();
		this.application.assertRolledBack(() -> this.application.shop().sell((backend) -> backend.loseAll()));
		this.application.assertRolledBack(() -> this.application.transaction().executeWithoutResult((status) -> {
			this.application.shop().sellInside();
			this.application.backend().loseAll();
		}));
	}

	private void restartWithoutVerifying() {
		this.application.close();
		this.application = LockedShop.with(Map.of("verify-before-commit", false), LockedShop.Manager.class);
	}

}

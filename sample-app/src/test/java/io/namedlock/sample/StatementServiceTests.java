package io.namedlock.sample;

import java.util.concurrent.CompletableFuture;

import io.namedlock.LockHandle;
import io.namedlock.LockNotAcquiredException;
import io.namedlock.LockRegistry;
import io.namedlock.LockStatus;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.BDDMockito.willAnswer;

@SpringBootTest(properties = { "named-lock.backend=memory", "named-lock.wait-time=0s" })
@ActiveProfiles("h2")
class StatementServiceTests {

	@Autowired
	private StatementService statements;

	@Autowired
	private LockRegistry locks;

	@MockitoBean
	private Bank bank;

	@Test
	void booksNothingWhileSomebodyElseHasTheCustomer() {
		LockHandle somebodyElse = this.locks.acquire("box-office:customer:41").detach();
		try (somebodyElse) {
			assertThatExceptionOfType(LockNotAcquiredException.class).isThrownBy(() -> this.statements.book("41", 10));
		}
		assertThat(this.statements.statement("41")).isEmpty();
	}

	@Test
	void asksTheBankWhileItHasTheCustomer() {
		CompletableFuture<LockStatus> seen = new CompletableFuture<>();
		willAnswer((call) -> seen.complete(this.locks.status("box-office:customer:43"))).given(this.bank).confirm();
		this.statements.book("43", 10);
		assertThat(seen.join().state()).isEqualTo(LockStatus.State.HELD);
		assertThat(this.locks.status("box-office:customer:43").isFree()).isTrue();
	}

}

package io.namedlock.sample;

import io.namedlock.LockBackendException;
import io.namedlock.LockDeadlockException;
import io.namedlock.LockLostException;
import io.namedlock.TransactionOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for which failures of a lock let a client ask again.
 */
class BoxOfficeErrorsTests {

	private final BoxOfficeErrors errors = new BoxOfficeErrors();

	@ParameterizedTest
	@CsvSource({ "ROLLED_BACK, 503", "NONE, 503", "COMMITTED, 500", "UNKNOWN, 500" })
	void whetherToAskAgainDependsOnTheTransaction(TransactionOutcome outcome, int status) {
		requireAnswer(this.errors.lost(new LockLostException("a", "Lock 'a' was lost").withOutcome(outcome)), status);
		requireAnswer(this.errors.failed(new LockBackendException("a", "No answer", null).withOutcome(outcome)),
				status);
	}

	@Test
	void aMethodThatDidNotRunMayBeCalledAgain() {
		requireAnswer(this.errors.busy(new LockDeadlockException("a", "Would never end")), 503);
	}

	private static void requireAnswer(ResponseEntity<ProblemDetail> answer, int status) {
		assertThat(answer.getStatusCode().value()).isEqualTo(status);
		assertThat(answer.getHeaders().containsHeader(HttpHeaders.RETRY_AFTER)).isEqualTo(status == 503);
		assertThat(answer.getBody()).isNotNull();
	}

}

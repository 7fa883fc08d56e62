package io.namedlock.sample;

import io.namedlock.LockBackendException;
import io.namedlock.LockException;
import io.namedlock.LockInterruptedException;
import io.namedlock.LockLostException;
import io.namedlock.LockNotAcquiredException;
import io.namedlock.TransactionOutcome;
import org.springframework.dao.EmptyResultDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * What the endpoints answer when a request is not granted.
 */
@RestControllerAdvice
class BoxOfficeErrors {

	private static final String RETRY_AFTER_SECONDS = "1";

	@ExceptionHandler
	ProblemDetail refused(RefusedException ex) {
		return ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, ex.getMessage());
	}

	@ExceptionHandler
	ProblemDetail unknown(EmptyResultDataAccessException ex) {
		return ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, "There is no such event or account");
	}

	/**
	 * The method did not run, so the client may ask again.
	 */
	@ExceptionHandler({ LockNotAcquiredException.class, LockInterruptedException.class })
	ResponseEntity<ProblemDetail> busy(LockException ex) {
		return askAgain(ex);
	}

	@ExceptionHandler
	ResponseEntity<ProblemDetail> lost(LockLostException ex) {
		return failed(ex, ex.outcome());
	}

	@ExceptionHandler
	ResponseEntity<ProblemDetail> failed(LockBackendException ex) {
		return failed(ex, ex.outcome());
	}

	/**
	 * Whatever a method does here it does in its transaction: where that was rolled back,
	 * or never began, the client may ask again. Otherwise it might do its work twice.
	 */
	private static ResponseEntity<ProblemDetail> failed(LockException ex, TransactionOutcome outcome) {
		return switch (outcome) {
			case ROLLED_BACK, NONE -> askAgain(ex);
			case COMMITTED, UNKNOWN ->
				ResponseEntity.of(ProblemDetail.forStatusAndDetail(HttpStatus.INTERNAL_SERVER_ERROR, ex.getMessage()))
					.build();
		};
	}

	private static ResponseEntity<ProblemDetail> askAgain(LockException ex) {
		return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
			.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
			.body(ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, ex.getMessage()));
	}

}

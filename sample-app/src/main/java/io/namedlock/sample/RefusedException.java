package io.namedlock.sample;

/**
 * The box office understands a request but does not grant it.
 */
class RefusedException extends RuntimeException {

	RefusedException(String message) {
		super(message);
	}

}

package io.namedlock;

/**
 * How a lock is held.
 *
 * @since 0.1
 */
public enum LockMode {

	/**
	 * One owner at a time, and no {@linkplain #SHARED shared} one beside it.
	 */
	EXCLUSIVE,

	/**
	 * Any number of shared owners at a time, and no {@linkplain #EXCLUSIVE exclusive} one
	 * beside them. Refused where the backend does not offer it.
	 */
	SHARED

}

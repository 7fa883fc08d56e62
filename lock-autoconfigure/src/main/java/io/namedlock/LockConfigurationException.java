package io.namedlock;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when the application is set up so that a lock could not do its work: the
 * application does not start, rather than run a method unlocked.
 *
 * @since 0.1
 */
public class LockConfigurationException extends IllegalStateException {

	private final String reason;

	private final String remedy;

	/**
	 * Creates the exception.
	 * @param reason what is wrong, naming the method or property
	 * @param remedy what to do about it
	 */
	public LockConfigurationException(String reason, String remedy) {
		this(reason, remedy, null);
	}

	/**
	 * Creates the exception with its cause.
	 * @param reason what is wrong, naming the method or property
	 * @param remedy what to do about it
	 * @param cause what caused it
	 */
	public LockConfigurationException(String reason, String remedy, @Nullable Throwable cause) {
		super(reason + " " + remedy, cause);
		this.reason = reason;
		this.remedy = remedy;
	}

	/**
	 * What is wrong.
	 * @return a sentence that names the method or property
	 */
	public String reason() {
		return this.reason;
	}

	/**
	 * What to do about it.
	 * @return one or more sentences
	 */
	public String remedy() {
		return this.remedy;
	}

}

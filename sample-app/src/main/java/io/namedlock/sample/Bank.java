package io.namedlock.sample;

import java.util.concurrent.TimeUnit;

import org.springframework.stereotype.Component;

/**
 * Stands for a partner that takes its time. Services ask it between what they read and
 * what they write: that is when another thread or instance could read the same.
 */
@Component
class Bank {

	private final long delayMillis;

	Bank(BoxOfficeProperties properties) {
		this.delayMillis = properties.bankDelay().toMillis();
	}

	void confirm() {
		try {
			TimeUnit.MILLISECONDS.sleep(this.delayMillis);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while the bank was asked", ex);
		}
	}

}

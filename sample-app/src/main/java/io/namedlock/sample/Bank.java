package io.namedlock.sample;

import java.util.concurrent.TimeUnit;

import org.springframework.stereotype.Component;

/**
 * Stands for a partner that takes its time. Every service asks it between its read and
 * its write, which is when another thread or instance could act on what was read.
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

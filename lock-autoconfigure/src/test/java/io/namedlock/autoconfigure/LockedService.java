package io.namedlock.autoconfigure;

import java.util.concurrent.CountDownLatch;

import io.namedlock.annotation.NamedLock;

/**
 * A service as an application has it.
 */
public class LockedService {

	/**
	 * Does something for an id.
	 * @param id the id
	 * @return what was done
	 */
	@NamedLock(value = "auto:service:<#id>", waitTime = "0")
	public String process(long id) {
		return "done " + id;
	}

	/**
	 * Stays inside until told.
	 * @param id the id
	 * @param entered counted down once inside
	 * @param leave awaited
	 * @throws InterruptedException if interrupted
	 */
	@NamedLock(value = "auto:service:<#id>", waitTime = "0")
	public void hold(long id, CountDownLatch entered, CountDownLatch leave) throws InterruptedException {
		entered.countDown();
		leave.await();
	}

}

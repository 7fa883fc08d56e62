package io.namedlock.autoconfigure;

import java.util.concurrent.CountDownLatch;

import io.namedlock.annotation.NamedLock;

/**
 * A service as an application has it.
 */
class LockedService {

	@NamedLock(value = "auto:service:<#id>", waitTime = "0")
	String process(long id) {
		return "done " + id;
	}

	@NamedLock(value = "auto:service:<#id>", waitTime = "0")
	void hold(long id, CountDownLatch entered, CountDownLatch leave) throws InterruptedException {
		entered.countDown();
		leave.await();
	}

}

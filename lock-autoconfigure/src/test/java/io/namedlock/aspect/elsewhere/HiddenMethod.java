package io.namedlock.aspect.elsewhere;

import io.namedlock.annotation.NamedLock;

/**
 * Has a method that no subclass in another package overrides.
 */
public class HiddenMethod {

	@NamedLock("a")
	void run() {
	}

}

package io.namedlock.jdbc.call;

import java.util.concurrent.ThreadFactory;

import io.namedlock.core.VirtualThreads;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/**
 * What every registry keeps, on a database's named locks and by virtual threads.
 */
@EnabledForJreRange(min = JRE.JAVA_21)
class VirtualThreadNamedLockRegistryTests extends NamedLockRegistryTests {

	@Override
	protected ThreadFactory threads() {
		return VirtualThreads.factory();
	}

}

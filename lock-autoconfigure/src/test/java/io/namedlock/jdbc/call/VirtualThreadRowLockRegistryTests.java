package io.namedlock.jdbc.call;

import java.util.concurrent.ThreadFactory;

import io.namedlock.core.VirtualThreads;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/**
 * What every registry keeps, on rows of a database and by virtual threads.
 */
@EnabledForJreRange(min = JRE.JAVA_21)
class VirtualThreadRowLockRegistryTests extends RowLockRegistryTests {

	@Override
	protected ThreadFactory threads() {
		return VirtualThreads.factory();
	}

}

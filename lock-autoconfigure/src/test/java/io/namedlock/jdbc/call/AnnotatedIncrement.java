package io.namedlock.jdbc.call;

import java.sql.SQLException;

import io.namedlock.LockHandle;
import io.namedlock.LockRegistry;
import io.namedlock.annotation.NamedLock;
import io.namedlock.test.TestDatabase;

/**
 * An increment of a counter as an application writes it: a method of a bean, whose lock
 * is taken around it.
 */
public class AnnotatedIncrement {

	private final LockRegistry registry;

	private final TestDatabase database;

	/**
	 * Creates the bean.
	 * @param registry the locks
	 * @param database where the counter is
	 */
	public AnnotatedIncrement(LockRegistry registry, TestDatabase database) {
		this.registry = registry;
		this.database = database;
	}

	/**
	 * Makes the increment.
	 * @param name the lock's and the counter's name
	 * @param betweenReadAndWrite what happens meanwhile
	 * @return whether it was made
	 * @throws SQLException if the database fails
	 */
	@NamedLock(name = "<#name>", fenced = true)
	public boolean run(String name, Runnable betweenReadAndWrite) throws SQLException {
		try (LockHandle handle = this.registry.acquire(name);
				FencedCounter counter = new FencedCounter(this.database, name)) {
			long token = handle.fencingToken().orElseThrow();
			boolean shown = counter.show(token);
			long amount = counter.read();
			betweenReadAndWrite.run();
			return shown && counter.write(amount + 1, token);
		}
	}

}

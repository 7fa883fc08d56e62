package io.namedlock.test;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * Connections on which one statement can be held up, and one batch be made to fail.
 */
public final class FaultySource extends ProxiedSource {

	private final AtomicReference<@Nullable BatchFault> fault = new AtomicReference<>();

	private final AtomicReference<@Nullable CountDownLatch> stop = new AtomicReference<>();

	private final CountDownLatch stopped = new CountDownLatch(1);

	public FaultySource(TestDatabase database) {
		super(new DriverManagerSource(database));
	}

	/**
	 * Holds up the next statement until the latch is open.
	 */
	public void stopNext(CountDownLatch gate) {
		this.stop.set(gate);
	}

	/**
	 * Is open when a statement is held up.
	 */
	public CountDownLatch stopped() {
		return this.stopped;
	}

	/**
	 * Lets the next batch fail.
	 */
	public void failNext(BatchFault fault) {
		this.fault.set(fault);
	}

	@Override
	public PreparedStatement prepare(Connection connection, String sql) throws SQLException {
		BatchFault next = sql.contains("CASE") ? this.fault.getAndSet(null) : null;
		PreparedStatement statement = connection.prepareStatement((next != null) ? next.change(sql) : sql);
		AtomicReference<@Nullable BatchFault> once = new AtomicReference<>(next);
		return proxy(PreparedStatement.class, (proxy, method, arguments) -> {
			if (!method.getName().equals("executeQuery")) {
				return invoke(method, statement, arguments);
			}
			awaitGate();
			BatchFault fault = once.getAndSet(null);
			return (fault != null) ? fault.run(statement) : statement.executeQuery();
		});
	}

	private void awaitGate() {
		CountDownLatch gate = this.stop.getAndSet(null);
		if (gate != null) {
			this.stopped.countDown();
			awaitUninterruptibly(gate);
		}
	}

	private static void awaitUninterruptibly(CountDownLatch gate) {
		try {
			gate.await();
		}
		catch (InterruptedException ex) {
			awaitUninterruptibly(gate);
			Thread.currentThread().interrupt();
		}
	}

}

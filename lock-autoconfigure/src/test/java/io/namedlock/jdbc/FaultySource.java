package io.namedlock.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

import io.namedlock.test.DriverManagerSource;
import io.namedlock.test.TestDatabase;
import org.jspecify.annotations.Nullable;

/**
 * Connections on which one statement can be held up, and one batch be made to fail.
 */
final class FaultySource implements LockConnectionSource {

	private final DriverManagerSource source;

	private final AtomicReference<@Nullable BatchFault> fault = new AtomicReference<>();

	private final AtomicReference<@Nullable CountDownLatch> stop = new AtomicReference<>();

	private final CountDownLatch stopped = new CountDownLatch(1);

	FaultySource(TestDatabase database) {
		this.source = new DriverManagerSource(database);
	}

	/**
	 * Holds up the next statement until the latch is open.
	 */
	void stopNext(CountDownLatch gate) {
		this.stop.set(gate);
	}

	/**
	 * Is open when a statement is held up.
	 */
	CountDownLatch stopped() {
		return this.stopped;
	}

	/**
	 * Lets the next batch fail.
	 */
	void failNext(BatchFault fault) {
		this.fault.set(fault);
	}

	@Override
	public Connection open() throws SQLException {
		Connection connection = this.source.open();
		return proxy(Connection.class, (proxy, method, arguments) -> switch (method.getName()) {
			case "prepareStatement" -> prepare(connection, (String) arguments[0]);
			case "unwrap" -> connection;
			default -> invoke(method, connection, arguments);
		});
	}

	@Override
	public void discard(Connection connection) {
		try {
			this.source.discard(connection.unwrap(Connection.class));
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public String description() {
		return "faulty connections of the test";
	}

	@Override
	public void close() {
		this.source.close();
	}

	private PreparedStatement prepare(Connection connection, String sql) throws SQLException {
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

	private static Object invoke(Method method, Object target, Object[] arguments) throws Throwable {
		try {
			return method.invoke(target, arguments);
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

	private static <T> T proxy(Class<T> type, InvocationHandler handler) {
		return type.cast(Proxy.newProxyInstance(FaultySource.class.getClassLoader(), new Class<?>[] { type }, handler));
	}

}

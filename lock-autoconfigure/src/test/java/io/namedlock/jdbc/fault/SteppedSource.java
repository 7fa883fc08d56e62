package io.namedlock.jdbc.fault;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import io.namedlock.core.LockKey;
import io.namedlock.jdbc.LockConnectionSource;
import io.namedlock.test.TcpRelay;
import io.namedlock.test.TestDatabase;
import org.jspecify.annotations.Nullable;

/**
 * Connections that count what is asked of the server, and of which one fails at one step.
 * Each has a network of its own, where that is what fails.
 */
final class SteppedSource implements LockConnectionSource {

	private final TestDatabase database;

	private final @Nullable Injection injection;

	private final Map<String, Integer> counts = new ConcurrentHashMap<>();

	private final List<Step> steps = new CopyOnWriteArrayList<>();

	private final Set<String> waits = ConcurrentHashMap.newKeySet();

	private final Map<Connection, SteppedConnection> open = new ConcurrentHashMap<>();

	private final Set<Long> sessions = ConcurrentHashMap.newKeySet();

	private final Networks networks;

	private final AtomicInteger asked = new AtomicInteger();

	private final AtomicLong meddling = new AtomicLong();

	private volatile boolean armed;

	private volatile long strikeBegun = Long.MAX_VALUE;

	private volatile long strikeEnded = Long.MAX_VALUE;

	SteppedSource(TestDatabase database, @Nullable Injection injection) {
		this.database = database;
		this.injection = injection;
		this.networks = new Networks(database);
	}

	/**
	 * Counts from now on.
	 */
	void arm() {
		this.armed = true;
	}

	/**
	 * Counts no more, and lets nothing fail from now on.
	 */
	void disarm() {
		this.armed = false;
	}

	/**
	 * What was asked of the server so far.
	 */
	List<Step> steps() {
		return List.copyOf(this.steps);
	}

	/**
	 * Whether a session is about to wait at the server for a lock, or does.
	 */
	boolean isWaiting(LockKey key) {
		return this.waits.stream()
			.anyMatch((wait) -> wait.contains(key.value()) || wait.contains(Long.toString(key.number())));
	}

	/**
	 * When the fault began to strike, on the monotonic clock, or the end of time.
	 */
	long strikeBegun() {
		return this.strikeBegun;
	}

	/**
	 * When the fault had struck, or the end of time.
	 */
	long strikeEnded() {
		return this.strikeEnded;
	}

	/**
	 * Notes how long a call was held up by what the test did in it.
	 */
	void hasMeddledFor(long nanos) {
		this.meddling.addAndGet(nanos);
	}

	/**
	 * How long calls were held up by what the test did in them.
	 */
	Duration meddling() {
		return Duration.ofNanos(this.meddling.get());
	}

	/**
	 * The sessions that were opened, by their numbers.
	 */
	Set<Long> sessions() {
		return Set.copyOf(this.sessions);
	}

	/**
	 * How many connections were asked for, also of a database that gave none.
	 */
	int askedConnections() {
		return this.asked.get();
	}

	int openConnections() {
		return this.open.size();
	}

	/**
	 * The networks of its connections.
	 */
	Networks networks() {
		return this.networks;
	}

	@Override
	public Connection open() throws SQLException {
		this.asked.incrementAndGet();
		Fault fault = reach(Step.CONNECT);
		if (fault == Fault.REFUSED) {
			markStrike();
			throw new SQLNonTransientConnectionException("refused", "08001");
		}
		if (fault == Fault.CUT_OFF) {
			this.networks.cutOff();
			markStrike();
			return connect().proxy();
		}
		SteppedConnection opened = connect();
		return (fault != null) ? strikeOpened(fault, opened) : opened.proxy();
	}

	@Override
	public void discard(Connection connection) {
		try {
			Connection raw = connection.unwrap(Connection.class);
			if (this.open.remove(raw) != null) {
				raw.abort(Runnable::run);
				raw.close();
			}
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public String description() {
		return "connections of the test";
	}

	@Override
	public void close() {
		// whatever is open by then is a leak that the test sees
	}

	/**
	 * Makes a call, unless a fault strikes it.
	 */
	<T extends @Nullable Object> T ask(SteppedConnection on, String text, ServerCall<T> call) throws SQLException {
		Fault fault = reach(text);
		return (fault != null) ? strike(fault, on, call) : call.run();
	}

	/**
	 * Makes a call that may wait for a lock.
	 */
	<T extends @Nullable Object> T await(String wait, ServerCall<T> call) throws SQLException {
		this.waits.add(wait);
		try {
			return call.run();
		}
		finally {
			this.waits.remove(wait);
		}
	}

	private Connection strikeOpened(Fault fault, SteppedConnection opened) throws SQLException {
		Connection proxy = opened.proxy();
		try {
			return strike(fault, opened, () -> proxy);
		}
		catch (SQLException ex) {
			discard(proxy);
			throw ex;
		}
	}

	private <T extends @Nullable Object> T strike(Fault fault, SteppedConnection on, ServerCall<T> call)
			throws SQLException {
		this.strikeBegun = System.nanoTime();
		try {
			return fault.strike(on, call);
		}
		finally {
			markStrike();
		}
	}

	private void markStrike() {
		this.strikeEnded = System.nanoTime();
		this.strikeBegun = Math.min(this.strikeBegun, this.strikeEnded);
	}

	private @Nullable Fault reach(String text) {
		if (!this.armed) {
			return null;
		}
		Step step = new Step(text, this.counts.merge(text, 1, Integer::sum) - 1);
		this.steps.add(step);
		return (this.injection != null && this.injection.step().equals(step)) ? this.injection.fault() : null;
	}

	private SteppedConnection connect() throws SQLException {
		boolean needsNetwork = this.injection != null && this.injection.fault().isOfTheNetwork();
		TcpRelay relay = needsNetwork ? this.networks.open() : null;
		Connection raw = this.database.connect((relay != null) ? relay.port() : this.database.port());
		SteppedConnection opened = new SteppedConnection(this, this.database, raw, relay);
		this.open.put(raw, opened);
		this.sessions.add(opened.id());
		return opened;
	}

}

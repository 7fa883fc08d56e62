package io.namedlock.jdbc.fault;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

import io.namedlock.test.TcpRelay;
import io.namedlock.test.TestDatabase;

/**
 * The networks of a node, one for each of its connections.
 */
final class Networks implements AutoCloseable {

	private final TestDatabase database;

	private final List<TcpRelay> relays = new CopyOnWriteArrayList<>();

	private final AtomicBoolean cutOff = new AtomicBoolean();

	Networks(TestDatabase database) {
		this.database = database;
	}

	/**
	 * A network for one more connection.
	 */
	TcpRelay open() {
		TcpRelay relay = new TcpRelay(this.database.port());
		this.relays.add(relay);
		if (this.cutOff.get()) {
			relay.pause();
		}
		return relay;
	}

	/**
	 * Lets all of them fall silent, and those to come.
	 */
	void cutOff() {
		this.cutOff.set(true);
		this.relays.forEach(TcpRelay::pause);
	}

	/**
	 * Ends what {@link #cutOff()} began.
	 */
	void heal() {
		if (this.cutOff.compareAndSet(true, false)) {
			this.relays.forEach(TcpRelay::resume);
		}
	}

	/**
	 * Takes them down, with a reset of what is open.
	 */
	@Override
	public void close() {
		this.relays.forEach(TcpRelay::close);
	}

}

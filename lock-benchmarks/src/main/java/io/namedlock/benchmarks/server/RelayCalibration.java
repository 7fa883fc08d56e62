package io.namedlock.benchmarks.server;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;

/**
 * Sets a relay so that a bare round trip to the database takes 500 microseconds longer in
 * the median. The relay's own threads take a part of that, which differs by machine.
 */
final class RelayCalibration {

	private static final long TARGET = Duration.ofNanos(500_000).toNanos();

	private static final int TRIPS = 800;

	private final Database direct;

	private final Database relay;

	RelayCalibration(Database direct, Database relay) {
		this.direct = direct;
		this.relay = relay;
	}

	/**
	 * Sets the relay's delay.
	 * @return the delay in one direction, for other relays
	 */
	long adjust(DelayRelay relay) throws SQLException {
		long delay = TARGET / 2;
		for (int step = 0; step < 2; step++) {
			relay.delay(delay);
			delay = Math.max(0, delay + (TARGET - added()) / 2);
		}
		relay.delay(delay);
		return delay;
	}

	/**
	 * What the relay adds to a round trip.
	 */
	long added() throws SQLException {
		return roundTrip(this.relay) - roundTrip(this.direct);
	}

	private static long roundTrip(Database database) throws SQLException {
		long[] times = new long[TRIPS];
		try (Connection connection = database.connect("calibration");
				PreparedStatement statement = connection.prepareStatement("SELECT 1")) {
			for (int i = 0; i < TRIPS; i++) {
				times[i] = time(statement);
			}
		}
		Arrays.sort(times, TRIPS / 4, TRIPS);
		return times[TRIPS / 4 + (TRIPS - TRIPS / 4) / 2];
	}

	private static long time(PreparedStatement statement) throws SQLException {
		long start = System.nanoTime();
		try (ResultSet result = statement.executeQuery()) {
			result.next();
		}
		return System.nanoTime() - start;
	}

}

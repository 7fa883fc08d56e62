package io.namedlock.benchmarks.server;

import java.io.IOException;
import java.sql.SQLException;

import org.jspecify.annotations.Nullable;

/**
 * Relays to all servers, set so that a bare round trip to the database takes 500
 * microseconds longer.
 */
final class DelayedNetwork implements AutoCloseable {

	private final DelayRelay toDatabase;

	private final @Nullable DelayRelay toRedis;

	private final Database database;

	private final long addedNanos;

	DelayedNetwork(Addresses direct) throws IOException, SQLException {
		Redis redis = direct.redis();
		this.toDatabase = new DelayRelay(direct.database().port());
		this.toRedis = (redis != null) ? new DelayRelay(redis.port()) : null;
		this.database = new Database(direct.database().product(), this.toDatabase.port());
		RelayCalibration calibration = new RelayCalibration(direct.database(), this.database);
		long delay = calibration.adjust(this.toDatabase);
		if (this.toRedis != null) {
			this.toRedis.delay(delay);
		}
		this.addedNanos = calibration.added();
	}

	Addresses addresses() {
		return new Addresses(this.database, (this.toRedis != null) ? new Redis(this.toRedis.port()) : null);
	}

	long addedNanos() {
		return this.addedNanos;
	}

	@Override
	public void close() {
		this.toDatabase.close();
		if (this.toRedis != null) {
			this.toRedis.close();
		}
	}

}

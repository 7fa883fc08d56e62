package io.namedlock.jdbc.check;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.namedlock.jdbc.LockConnectionSource;

/**
 * Connections that lead to each of several servers in turn.
 */
final class SplittingSource implements LockConnectionSource {

	private final List<? extends LockConnectionSource> sources;

	private final AtomicInteger opened = new AtomicInteger();

	SplittingSource(LockConnectionSource... sources) {
		this.sources = List.of(sources);
	}

	@Override
	public Connection open() throws SQLException {
		return this.sources.get(this.opened.getAndIncrement() % this.sources.size()).open();
	}

	@Override
	public void discard(Connection connection) {
		this.sources.forEach((source) -> source.discard(connection));
	}

	@Override
	public String description() {
		return "connections of the test";
	}

	@Override
	public void close() {
		this.sources.forEach(LockConnectionSource::close);
	}

}

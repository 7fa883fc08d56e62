package io.namedlock.jdbc.call;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A place in a file, mapped by several JVMs, that loses count of its visitors when two of
 * them come at once.
 */
final class MappedRoom {

	private final MappedByteBuffer visits;

	MappedRoom(Path file) throws IOException {
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE,
				StandardOpenOption.CREATE)) {
			this.visits = channel.map(MapMode.READ_WRITE, 0, Long.BYTES);
		}
	}

	void visit() {
		long before = this.visits.getLong(0);
		Thread.yield();
		this.visits.putLong(0, before + 1);
	}

	long visits() {
		return this.visits.getLong(0);
	}

}

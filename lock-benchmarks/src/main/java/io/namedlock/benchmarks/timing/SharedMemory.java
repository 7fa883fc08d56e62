package io.namedlock.benchmarks.timing;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Numbers that threads of several JVMs of one machine see and change at once, each on a
 * cache line of its own. Safe for use by several threads and JVMs.
 */
public final class SharedMemory {

	private static final int LINE = 64;

	private static final VarHandle LONGS = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

	private final ByteBuffer buffer;

	private SharedMemory(ByteBuffer buffer) {
		this.buffer = buffer;
	}

	/**
	 * Numbers that only this JVM sees.
	 * @param slots how many
	 * @return the numbers, all zero
	 */
	public static SharedMemory ofThisJvm(int slots) {
		return new SharedMemory(ByteBuffer.allocateDirect(slots * LINE));
	}

	/**
	 * Numbers that all JVMs see that map the same file.
	 * @param file the file
	 * @param slots how many
	 * @return the numbers, all zero in a new file
	 * @throws IOException if the file cannot be mapped
	 */
	public static SharedMemory of(Path file, int slots) throws IOException {
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE,
				StandardOpenOption.CREATE)) {
			return new SharedMemory(channel.map(MapMode.READ_WRITE, 0, (long) slots * LINE));
		}
	}

	/**
	 * Reads a number.
	 * @param slot which one
	 * @return the number
	 */
	public long get(int slot) {
		return (long) LONGS.getVolatile(this.buffer, slot * LINE);
	}

	/**
	 * Writes a number.
	 * @param slot which one
	 * @param value the number
	 */
	public void set(int slot, long value) {
		LONGS.setVolatile(this.buffer, slot * LINE, value);
	}

	/**
	 * Writes a number if it is what the caller thinks.
	 * @param slot which one
	 * @param expected what it must be
	 * @param value the number
	 * @return whether it was written
	 */
	public boolean compareAndSet(int slot, long expected, long value) {
		return LONGS.compareAndSet(this.buffer, slot * LINE, expected, value);
	}

}

package io.namedlock.benchmarks.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

/**
 * Sends each parcel when its time has come. A parked thread wakes up some 60 microseconds
 * late on Linux unless it asks for more; so it asks, and spins for what is left.
 */
final class DelayedSender implements Runnable {

	private static final long SPIN = 15_000;

	private final Queue<Parcel> parcels = new ConcurrentLinkedQueue<>();

	private volatile long delay;

	private volatile boolean stopped;

	private volatile @Nullable Thread thread;

	void delay(long nanos) {
		this.delay = nanos;
	}

	/**
	 * Sends a copy of what the buffer holds.
	 */
	void send(ByteBuffer content, SocketChannel to) {
		enqueue(ByteBuffer.allocate(content.remaining()).put(content).flip(), to);
	}

	/**
	 * Closes a channel after what is on its way.
	 */
	void end(SocketChannel to) {
		enqueue(null, to);
	}

	void stop() {
		this.stopped = true;
		LockSupport.unpark(this.thread);
	}

	@Override
	public void run() {
		this.thread = Thread.currentThread();
		askForPreciseTimers();
		while (!this.stopped) {
			Parcel parcel = this.parcels.poll();
			if (parcel == null) {
				LockSupport.park(this);
			}
			else {
				awaitTime(parcel.due());
				deliver(parcel);
			}
		}
	}

	static void close(SocketChannel channel) {
		try {
			channel.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void enqueue(@Nullable ByteBuffer content, SocketChannel to) {
		this.parcels.add(new Parcel(System.nanoTime() + this.delay, content, to));
		LockSupport.unpark(this.thread);
	}

	private void awaitTime(long due) {
		for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
			if (left > SPIN) {
				LockSupport.parkNanos(this, left - SPIN);
			}
			else {
				Thread.onSpinWait();
			}
		}
	}

	private void deliver(Parcel parcel) {
		try {
			ByteBuffer content = parcel.content();
			while (content != null && content.hasRemaining()) {
				parcel.to().write(content);
			}
			if (content == null) {
				close(parcel.to());
			}
		}
		catch (IOException ex) {
			close(parcel.to());
		}
	}

	/**
	 * Sets this thread's timer slack.
	 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_timerslack_ns.5.html">
	 * timerslack_ns</a>
	 */
	private static void askForPreciseTimers() {
		try {
			Path threadId = Path.of("/proc/thread-self").toRealPath().getFileName();
			Files.writeString(Path.of("/proc").resolve(threadId).resolve("timerslack_ns"), "1");
		}
		catch (IOException ex) {
			System.err.println("The relay's timers are imprecise here: " + ex);
		}
	}

	private record Parcel(long due, @Nullable ByteBuffer content, SocketChannel to) {
	}

}

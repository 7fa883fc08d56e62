package io.namedlock.jdbc.session;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

import io.namedlock.LockMode;
import io.namedlock.core.LockKey;
import io.namedlock.jdbc.PlatformThreads;
import io.namedlock.jdbc.SqlCall;
import org.jspecify.annotations.Nullable;

/**
 * Lets one thread at a time use a connection, first come first served, and sends the
 * calls of many together. A thread that finds the connection idle sends at once what is
 * pending, its own call among it, so a thread alone loses no time; what others ask for
 * meanwhile is the next batch, {@linkplain Gathering a moment later} where the network is
 * slow. A virtual thread never sends: a thread of the library does it. Safe for use by
 * several threads.
 * <p>
 * Nobody is forgotten, by two rules: whoever adds something pending looks afterwards
 * whether the connection is idle, and whoever leaves the connection afterwards wakes the
 * first that is pending.
 */
final class CallQueue {

	/**
	 * More calls in one statement gain little and delay the first of them.
	 */
	static final int MAX_BATCH = 128;

	/**
	 * Each is a {@link QueuedCall}, or the thread of a call that is made alone.
	 */
	private final ConcurrentLinkedQueue<Object> pending = new ConcurrentLinkedQueue<>();

	private final AtomicBoolean busy = new AtomicBoolean();

	private final PlatformThreads threads;

	private final Consumer<List<QueuedCall>> sender;

	private final Gathering gathering;

	/**
	 * Creates a queue.
	 * @param threads where calls of virtual threads are sent from
	 * @param sender sends calls together, in their order, and ends each of them
	 */
	CallQueue(PlatformThreads threads, Consumer<List<QueuedCall>> sender) {
		this(threads, sender, new Gathering());
	}

	CallQueue(PlatformThreads threads, Consumer<List<QueuedCall>> sender, Gathering gathering) {
		this.threads = threads;
		this.sender = sender;
		this.gathering = gathering;
	}

	/**
	 * Brings calls to their end, one after the other and, if they fit, together. An
	 * interrupt is kept until then.
	 */
	void run(QueuedCall... calls) {
		Collections.addAll(this.pending, calls);
		this.gathering.arrived(this.pending::size);
		boolean virtual = PlatformThreads.isVirtual();
		boolean interrupted = false;
		while (!areDone(calls)) {
			boolean sent = virtual ? delegate(calls) : sendPending();
			if (!sent) {
				interrupted |= parkInterrupted();
			}
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Gives a lock back in its turn, while the caller goes on.
	 * @param listener is given the answer once, on any thread
	 */
	void send(LockKey key, LockMode mode, Consumer<SqlCall<Boolean>> listener) {
		this.pending.add(new QueuedCall(QueuedCall.Kind.RELEASE, key, mode, listener));
		this.gathering.arrived(this.pending::size);
		if (!this.busy.get()) {
			this.threads.executeOrRun(this::sendAllPending);
		}
	}

	/**
	 * Makes a call that cannot go with others.
	 */
	<T extends @Nullable Object> T runAlone(SqlCall<T> call) throws SQLException {
		return this.threads.call(() -> {
			Thread caller = Thread.currentThread();
			boolean interrupted = false;
			this.pending.add(caller);
			while (!begin(caller)) {
				interrupted |= parkInterrupted();
			}
			try {
				if (interrupted) {
					caller.interrupt();
				}
				return call.run();
			}
			finally {
				end();
			}
		});
	}

	/**
	 * Makes a call unless another one is being made.
	 */
	void runIfIdle(SqlCall<?> call) throws SQLException {
		if (begin()) {
			try {
				call.run();
			}
			finally {
				end();
			}
		}
	}

	/**
	 * Has a thread of the library send what is pending, unless somebody does.
	 * @return whether the calls were withdrawn, because there is no such thread
	 */
	private boolean delegate(QueuedCall... calls) {
		boolean withdrawn = false;
		if (!this.busy.get()) {
			try {
				this.threads.execute(this::sendAllPending);
			}
			catch (RuntimeException | Error ex) {
				withdrawn = withdraw(ex, calls);
			}
		}
		return withdrawn;
	}

	private boolean withdraw(Throwable failure, QueuedCall... calls) {
		boolean withdrawn = false;
		for (QueuedCall call : calls) {
			if (this.pending.remove(call)) {
				call.fail(failure);
				withdrawn = true;
			}
		}
		wakeFirst();
		return withdrawn;
	}

	private static boolean areDone(QueuedCall... calls) {
		for (QueuedCall call : calls) {
			if (!call.isDone()) {
				return false;
			}
		}
		return true;
	}

	private void sendAllPending() {
		boolean sent = true;
		while (sent) {
			sent = sendPending();
		}
	}

	/**
	 * Sends the calls that are first, and tells their callers.
	 * @return whether there were any and the connection was idle
	 */
	private boolean sendPending() {
		if (this.pending.isEmpty() || !begin()) {
			return false;
		}
		List<QueuedCall> batch = new ArrayList<>();
		try {
			if (this.pending.peek() instanceof QueuedCall) {
				this.gathering.await(this.pending::size);
			}
			takeBatch(batch);
			if (!batch.isEmpty()) {
				long sent = this.gathering.now();
				this.sender.accept(batch);
				this.gathering.answered(batch.size(), this.pending.size(), sent);
			}
		}
		catch (RuntimeException | Error ex) {
			batch.forEach((call) -> call.fail(ex));
		}
		finally {
			// before the callers are woken: the next batch need not wait for that
			end();
		}
		batch.forEach(CallQueue::tell);
		return !batch.isEmpty();
	}

	private void takeBatch(List<QueuedCall> batch) {
		while (batch.size() < MAX_BATCH && this.pending.peek() instanceof QueuedCall call) {
			// a virtual thread may withdraw its call at the same time
			if (this.pending.remove(call)) {
				batch.add(call);
			}
		}
	}

	private static void tell(QueuedCall call) {
		Consumer<SqlCall<Boolean>> listener = call.listener();
		if (listener != null) {
			listener.accept(call::result);
		}
		else {
			LockSupport.unpark(call.caller());
		}
	}

	/**
	 * Begins to use the connection for the call of a thread that is first.
	 */
	private boolean begin(Thread caller) {
		if (!begin()) {
			return false;
		}
		if (this.pending.peek() == caller) {
			this.pending.remove();
			return true;
		}
		end();
		return false;
	}

	private boolean begin() {
		return this.busy.compareAndSet(false, true);
	}

	private void end() {
		this.busy.set(false);
		wakeFirst();
	}

	private void wakeFirst() {
		Object first = this.pending.peek();
		if (first instanceof Thread caller) {
			LockSupport.unpark(caller);
		}
		else if (first instanceof QueuedCall call && call.listener() != null) {
			this.threads.executeOrRun(this::sendAllPending);
		}
		else if (first instanceof QueuedCall call) {
			LockSupport.unpark(call.caller());
		}
	}

	/**
	 * Parks until somebody wakes this thread.
	 * @return whether it was interrupted; the flag is cleared, or the next park would not
	 * park
	 */
	private boolean parkInterrupted() {
		LockSupport.park(this);
		return Thread.interrupted();
	}

	/**
	 * Lets a batch wait a moment for calls that are about to come, where a round trip is
	 * long enough to pay for it: who has just been answered will soon want something
	 * else, and would otherwise wait for the answer to those who were faster. One thread
	 * at a time gathers; {@link #arrived} may be called by any thread.
	 */
	static final class Gathering {

		/**
		 * Below that, a round trip costs less than a thread that parks.
		 */
		static final long SHORTEST_ROUND_TRIP_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

		/**
		 * Which part of a round trip may be spent on waiting.
		 */
		private static final int PART = 6;

		/**
		 * How slowly the round trip follows statements that took longer.
		 */
		private static final int INERTIA = 8;

		private final LongSupplier nanoTime;

		private final LongConsumer parkNanos;

		private volatile @Nullable Thread gatherer;

		private volatile int wanted;

		private long roundTripNanos;

		Gathering() {
			this(System::nanoTime, LockSupport::parkNanos);
		}

		Gathering(LongSupplier nanoTime, LongConsumer parkNanos) {
			this.nanoTime = nanoTime;
			this.parkNanos = parkNanos;
		}

		long now() {
			return this.nanoTime.getAsLong();
		}

		/**
		 * Waits until as many calls are pending as there were at the last answer, those
		 * answered and those that had come meanwhile; not for long, and not at all on a
		 * fast network or when interrupted.
		 */
		void await(IntSupplier pending) {
			if (this.roundTripNanos >= SHORTEST_ROUND_TRIP_NANOS && pending.getAsInt() < this.wanted) {
				this.gatherer = Thread.currentThread();
				long end = now() + this.roundTripNanos / PART;
				long remaining = end - now();
				while (remaining > 0 && pending.getAsInt() < this.wanted && !Thread.currentThread().isInterrupted()) {
					this.parkNanos.accept(remaining);
					remaining = end - now();
				}
				this.gatherer = null;
			}
		}

		/**
		 * Ends the waiting if there are enough calls now.
		 */
		void arrived(IntSupplier pending) {
			Thread waiting = this.gatherer;
			if (waiting != null && pending.getAsInt() >= this.wanted) {
				LockSupport.unpark(waiting);
			}
		}

		/**
		 * Learns from a statement that was answered. Only one with a single call can say
		 * that the network has become slower: a large one takes longer at the server.
		 * @param calls how many calls it had
		 * @param pending how many have come meanwhile
		 * @param since when it was sent
		 */
		void answered(int calls, int pending, long since) {
			long nanos = now() - since;
			if (this.roundTripNanos == 0 || nanos < this.roundTripNanos) {
				this.roundTripNanos = nanos;
			}
			else if (calls == 1) {
				this.roundTripNanos += (nanos - this.roundTripNanos) / INERTIA;
			}
			this.wanted = Math.min(calls + pending, MAX_BATCH);
		}

	}

}

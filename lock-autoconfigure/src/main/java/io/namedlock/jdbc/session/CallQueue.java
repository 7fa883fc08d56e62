package io.namedlock.jdbc.session;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

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

}

package io.namedlock.jdbc;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import io.namedlock.LockMode;
import io.namedlock.core.LockKey;
import org.jspecify.annotations.Nullable;

/**
 * Lets one thread at a time use a connection, first come first served, and sends the
 * calls of many together. A thread that finds nobody sending sends at once what is
 * pending, its own call among it, so a thread alone loses no time; what others ask for
 * meanwhile is the next batch, {@linkplain Gathering a moment later} where the network is
 * slow. A virtual thread never sends: a thread of the library does it. Safe for use by
 * several threads.
 * <p>
 * Nobody is forgotten: who stands in line tries to have the turn afterwards, and whoever
 * ends a turn wakes the first in line afterwards.
 */
final class CallQueue {

	/**
	 * More calls in one statement gain little and delay the first of them.
	 */
	static final int MAX_BATCH = 128;

	private final ConcurrentLinkedQueue<PlaceInLine> line = new ConcurrentLinkedQueue<>();

	private final AtomicBoolean turnTaken = new AtomicBoolean();

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
		Collections.addAll(this.line, calls);
		this.gathering.arrived(this.line::size);
		if (PlatformThreads.isVirtual()) {
			parkUntil(() -> delegate(calls));
		}
		else {
			parkUntil(() -> sendUntilDone(calls));
		}
	}

	/**
	 * Gives a lock back, in its turn, while the caller goes on.
	 * @param listener is given the answer, on any thread
	 */
	void send(LockKey key, LockMode mode, Consumer<SqlCall<Boolean>> listener) {
		SentRelease release = new SentRelease(key, mode, () -> this.threads.executeOrRun(this::sendAll), listener);
		this.line.add(release);
		this.gathering.arrived(this.line::size);
		if (!this.turnTaken.get()) {
			release.wakeCaller();
		}
	}

	/**
	 * Makes a call that cannot go with others.
	 */
	<T extends @Nullable Object> T runAlone(SqlCall<T> call) throws SQLException {
		return this.threads.call(() -> {
			PlaceInLine place = new PlaceInLine();
			this.line.add(place);
			parkUntil(() -> takeTurn(place));
			return runAndPassTurn(call);
		});
	}

	/**
	 * Makes a call unless another one is being made.
	 */
	void runIfIdle(SqlCall<?> call) throws SQLException {
		if (takeTurn()) {
			runAndPassTurn(call);
		}
	}

	private <T extends @Nullable Object> T runAndPassTurn(SqlCall<T> call) throws SQLException {
		try {
			return call.run();
		}
		finally {
			passTurn();
		}
	}

	private boolean sendUntilDone(QueuedCall... calls) {
		boolean sent = true;
		while (sent && !areDone(calls)) {
			sent = send();
		}
		return areDone(calls);
	}

	/**
	 * Has a thread of the library send what is pending, unless somebody does.
	 * @return whether the calls are done
	 */
	private boolean delegate(QueuedCall... calls) {
		if (!areDone(calls) && !this.turnTaken.get()) {
			try {
				this.threads.execute(this::sendAll);
			}
			catch (RuntimeException | Error ex) {
				withdraw(ex, calls);
			}
		}
		return areDone(calls);
	}

	private void withdraw(Throwable failure, QueuedCall... calls) {
		for (QueuedCall call : calls) {
			if (this.line.remove(call)) {
				call.fail(failure);
			}
		}
		wakeFirst();
	}

	private static boolean areDone(QueuedCall... calls) {
		for (QueuedCall call : calls) {
			if (!call.isDone()) {
				return false;
			}
		}
		return true;
	}

	private void sendAll() {
		boolean sent = true;
		while (sent) {
			sent = send();
		}
	}

	/**
	 * Sends the calls at the head of the line.
	 * @return whether there were any and it was their turn
	 */
	private boolean send() {
		if (this.line.isEmpty() || !takeTurn()) {
			return false;
		}
		List<QueuedCall> batch = sendInTurn();
		batch.forEach(QueuedCall::wakeCaller);
		return !batch.isEmpty();
	}

	private List<QueuedCall> sendInTurn() {
		try {
			List<QueuedCall> batch = new ArrayList<>(MAX_BATCH);
			if (this.line.peek() instanceof QueuedCall) {
				this.gathering.await(this.line::size);
			}
			take(batch);
			send(batch);
			return batch;
		}
		finally {
			passTurn();
		}
	}

	private void take(List<QueuedCall> batch) {
		while (batch.size() < MAX_BATCH && this.line.peek() instanceof QueuedCall call) {
			if (this.line.remove(call)) {
				batch.add(call);
			}
		}
	}

	private void send(List<QueuedCall> batch) {
		if (!batch.isEmpty()) {
			try {
				long sent = this.gathering.now();
				this.sender.accept(batch);
				this.gathering.answered(batch.size(), this.line.size(), sent);
			}
			catch (RuntimeException | Error ex) {
				batch.forEach((call) -> call.fail(ex));
			}
		}
	}

	private boolean takeTurn(PlaceInLine place) {
		if (!takeTurn()) {
			return false;
		}
		if (this.line.peek() == place) {
			this.line.remove(place);
			return true;
		}
		passTurn();
		return false;
	}

	private boolean takeTurn() {
		return this.turnTaken.compareAndSet(false, true);
	}

	private void passTurn() {
		this.turnTaken.set(false);
		wakeFirst();
	}

	private void wakeFirst() {
		PlaceInLine first = this.line.peek();
		if (first != null) {
			first.wakeCaller();
		}
	}

	private void parkUntil(BooleanSupplier condition) {
		boolean interrupted = false;
		while (!condition.getAsBoolean()) {
			LockSupport.park(this);
			interrupted |= Thread.interrupted();
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
	}

}

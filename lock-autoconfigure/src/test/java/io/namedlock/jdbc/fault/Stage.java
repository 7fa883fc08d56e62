package io.namedlock.jdbc.fault;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

import io.namedlock.LockRequest;
import io.namedlock.core.Actor;
import io.namedlock.core.LockKey;
import io.namedlock.core.Pending;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;

/**
 * Where a scenario is played: two nodes of which the first is struck by the fault, a name
 * that nobody else uses, and as many threads as it needs.
 */
final class Stage implements AutoCloseable {

	private static final Duration SOON = Duration.ofSeconds(5);

	private final Node struck;

	private final Node sound;

	private final SteppedSource struckSource;

	private final SteppedSource soundSource;

	private final String name;

	private final List<Actor> actors = new CopyOnWriteArrayList<>();

	Stage(Node struck, SteppedSource struckSource, Node sound, SteppedSource soundSource, String name) {
		this.struck = struck;
		this.struckSource = struckSource;
		this.sound = sound;
		this.soundSource = soundSource;
		this.name = name;
	}

	Node struck() {
		return this.struck;
	}

	Node sound() {
		return this.sound;
	}

	/**
	 * A request of the name.
	 */
	LockRequest within(Duration wait) {
		return LockRequest.of(this.name).waitingAtMost(wait);
	}

	/**
	 * A request of one of the names that begin with the name.
	 */
	LockRequest ofPart(int part, Duration wait) {
		return LockRequest.of(this.name + part).waitingAtMost(wait);
	}

	/**
	 * A request of three names that begin with the name.
	 */
	LockRequest ofAllParts(Duration wait) {
		return LockRequest.ofAll(this.name + 1, this.name + 2, this.name + 3).waitingAtMost(wait);
	}

	/**
	 * Lets a thread of its own go for the name.
	 * @return what is under way, seen to wait unless it has ended
	 */
	Pending<@Nullable Hold> begin(Node node, LockRequest request) {
		Actor actor = new Actor(Executors.defaultThreadFactory());
		this.actors.add(actor);
		Pending<@Nullable Hold> pending = actor.begins(() -> node.acquire(request));
		soon().until(() -> pending.isDone() || pending.isWaiting());
		return pending;
	}

	/**
	 * Waits until a request waits at the server, unless it has ended.
	 */
	void awaitAtServer(Node node, Pending<?> pending) {
		SteppedSource source = (node == this.struck) ? this.struckSource : this.soundSource;
		soon().until(() -> pending.isDone() || source.isWaiting(LockKey.of(this.name)));
	}

	/**
	 * Waits until the struck node has asked the server of its own accord, twice, unless
	 * it does not hold the lock any more.
	 */
	void awaitHeartbeats(@Nullable Hold hold) {
		int before = this.struckSource.steps().size();
		soon().until(() -> hold == null || this.struckSource.steps().size() >= before + 2 || !hold.isBelieved());
	}

	@Override
	public void close() {
		this.actors.forEach(Actor::close);
	}

	private static ConditionFactory soon() {
		return Awaitility.await().atMost(SOON).pollInterval(Duration.ofMillis(2));
	}

}

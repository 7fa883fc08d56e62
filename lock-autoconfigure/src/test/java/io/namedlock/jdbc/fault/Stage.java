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

	private static final Duration SOON = Duration.ofSeconds(20);

	private final Node struck;

	private final Node sound;

	private final SteppedSource struckSource;

	private final SteppedSource soundSource;

	private final String name;

	private final boolean faultless;

	private final List<Actor> actors = new CopyOnWriteArrayList<>();

	/**
	 * Sets a stage.
	 * @param faultless whether nothing fails, so that a busy machine is no reason to give
	 * up
	 */
	Stage(Node struck, SteppedSource struckSource, Node sound, SteppedSource soundSource, String name,
			boolean faultless) {
		this.struck = struck;
		this.struckSource = struckSource;
		this.sound = sound;
		this.soundSource = soundSource;
		this.name = name;
		this.faultless = faultless;
	}

	Node struck() {
		return this.struck;
	}

	Node sound() {
		return this.sound;
	}

	/**
	 * How long a node waits for a lock that it should get.
	 */
	Duration patience() {
		return this.faultless ? Duration.ofSeconds(30) : Duration.ofSeconds(2);
	}

	/**
	 * A request of the name that should be granted.
	 */
	LockRequest patiently() {
		return within(patience());
	}

	/**
	 * A request of the name while nobody has it.
	 */
	LockRequest atOnce() {
		return this.faultless ? patiently() : within(Duration.ZERO);
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
	 * Gives back what comes first of several requests, all of which wait for each other:
	 * in which order threads come to the server is not for the test to say.
	 * @param waiting the requests, of which one is taken out
	 */
	void releaseNext(List<Pending<@Nullable Hold>> waiting) throws Exception {
		soon().until(() -> waiting.stream().anyMatch(Pending::isDone));
		Pending<@Nullable Hold> next = waiting.stream().filter(Pending::isDone).findFirst().orElseThrow();
		waiting.remove(next);
		Hold hold = next.result();
		if (hold != null) {
			(this.struck.isOwner(hold) ? this.struck : this.sound).release(hold);
		}
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

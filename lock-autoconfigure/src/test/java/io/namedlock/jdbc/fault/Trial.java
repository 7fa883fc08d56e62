package io.namedlock.jdbc.fault;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

import io.namedlock.core.DefaultLockRegistry;
import io.namedlock.core.GateCount;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One run of a scenario, in which one fault strikes or none, and what is to be said of
 * it.
 */
final class Trial {

	/**
	 * How long the holder of a lock whose session the server has ended may believe in it:
	 * an interval, an answer, and the time that a busy machine takes.
	 */
	private static final Duration DOUBT = Setup.INTERVAL.multipliedBy(2).plusSeconds(1);

	private static final String STRUCK = "struck";

	private static final Duration AFTERWARDS = Duration.ofSeconds(8);

	private final Scenario scenario;

	private final @Nullable Injection injection;

	private final SteppedSource source;

	private final History history;

	Trial(Setup setup, Scenario scenario, @Nullable Injection injection) {
		this.scenario = scenario;
		this.injection = injection;
		this.source = new SteppedSource(setup.database(), injection);
		this.history = new History(new StrikeDoubt(setup.isAcknowledged()));
	}

	/**
	 * The same once more, of which nothing has happened yet.
	 */
	Trial again(Setup setup) {
		return new Trial(setup, this.scenario, this.injection);
	}

	Scenario scenario() {
		return this.scenario;
	}

	SteppedSource source() {
		return this.source;
	}

	/**
	 * Plays the scenario on a node of its own and a sound one.
	 */
	Trial run(Setup setup, DefaultLockRegistry soundRegistry, SteppedSource soundSource) {
		DefaultLockRegistry registry = (this.injection != null) ? setup.struck(this.source)
				: setup.unharmed(this.source);
		this.source.arm();
		Node struck = new Node(STRUCK, registry, this.history, this.source);
		Node sound = new Node("sound", soundRegistry, this.history, soundSource);
		String name = "fault:" + UUID.randomUUID();
		try (Stage stage = new Stage(struck, this.source, sound, soundSource, name, this.injection == null)) {
			this.scenario.play(stage);
			this.source.disarm();
			judge(struck, sound);
			this.source.networks().heal();
			requireFree(struck, stage);
			requireFree(sound, stage);
			int gates = GateCount.of(registry);
			registry.close();
			requireFree(sound, stage);
			this.source.networks().close();
			requireNothingLeft(gates);
		}
		catch (Throwable ex) {
			this.history.wrong("did not come to its end: " + ex);
		}
		finally {
			this.source.networks().close();
			registry.close();
		}
		return this;
	}

	List<String> wrongs() {
		return this.history.wrongs()
			.stream()
			.map((wrong) -> "%s, %s: %s".formatted(this.scenario, this.injection, wrong))
			.toList();
	}

	/**
	 * Whether somebody has to wait for the end of a silence.
	 */
	boolean isLong() {
		return this.injection != null && this.injection.fault().isSilence();
	}

	/**
	 * Whether the fault has struck.
	 */
	boolean isStruck() {
		return this.source.strikeEnded() != Long.MAX_VALUE;
	}

	@Override
	public String toString() {
		return this.scenario + ", " + this.injection;
	}

	private void judge(Node struck, Node sound) {
		if (this.injection == null) {
			int failures = struck.failures().size() + sound.failures().size();
			if (this.history.grants() != this.scenario.grants() || failures != this.scenario.failures()) {
				this.history.wrong("is not what the scenario tells: %d grants, failures %s %s"
					.formatted(this.history.grants(), struck.failures(), sound.failures()));
			}
		}
	}

	/**
	 * Takes the lock and gives it back. It may take a second try to see that a session
	 * has ended.
	 */
	private void requireFree(Node node, Stage stage) {
		if (!takeAndRelease(node, stage) && !takeAndRelease(node, stage)) {
			this.history.wrong("is of no use afterwards: " + node.failures());
		}
	}

	private static boolean takeAndRelease(Node node, Stage stage) {
		int failures = node.failures().size();
		Hold hold = node.acquire(stage.within(AFTERWARDS));
		node.release(hold);
		return hold != null && node.failures().size() == failures;
	}

	private void requireNothingLeft(int gates) {
		try {
			Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> this.source.openConnections() == 0);
		}
		catch (ConditionTimeoutException ex) {
			this.history.wrong("leaves %d connections".formatted(this.source.openConnections()));
		}
		if (gates > 0) {
			this.history.wrong("leaves %d gates".formatted(gates));
		}
	}

	/**
	 * The time around the strike.
	 */
	private final class StrikeDoubt implements Doubt {

		private final boolean acknowledged;

		StrikeDoubt(boolean acknowledged) {
			this.acknowledged = acknowledged;
		}

		@Override
		public boolean isAcknowledged() {
			return this.acknowledged;
		}

		@Override
		public String struck() {
			return STRUCK;
		}

		@Override
		public long since() {
			return Trial.this.source.strikeBegun();
		}

		@Override
		public boolean isExcuse() {
			Injection struck = Trial.this.injection;
			return struck != null && struck.fault().endsSessionAtServer();
		}

		@Override
		public long excusedUntil() {
			boolean underWay = since() != Long.MAX_VALUE && Trial.this.source.strikeEnded() == Long.MAX_VALUE;
			if (!isExcuse() || since() == Long.MAX_VALUE) {
				return Long.MIN_VALUE;
			}
			return underWay ? Long.MAX_VALUE : Trial.this.source.strikeEnded() + DOUBT.toNanos();
		}

	}

}

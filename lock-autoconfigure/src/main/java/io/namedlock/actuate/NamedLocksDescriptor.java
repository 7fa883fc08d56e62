package io.namedlock.actuate;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

import io.namedlock.LockMode;
import io.namedlock.LockOverview;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * What the endpoint shows of all locks of this instance.
 *
 * @param backend what grants the locks
 * @param findings what was checked at the start and found to be so
 * @param sessions the database sessions that hold locks or wait for them
 * @param held the locks that this instance holds, one entry an owner
 * @param waiting the threads on their way to a lock
 */
public record NamedLocksDescriptor(String backend, List<String> findings, List<LockOverview.Session> sessions,
		List<Held> held, List<Waiting> waiting) implements OperationResponseBody {

	private static final String HIDDEN = "******";

	static NamedLocksDescriptor of(LockOverview overview, boolean names) {
		return new NamedLocksDescriptor(overview.backend(), overview.findings(), overview.sessions(),
				overview.held().stream().map((held) -> Held.of(held, names)).toList(),
				overview.waiting().stream().map((waiting) -> Waiting.of(waiting, names)).toList());
	}

	private static String shown(String name, boolean names) {
		return names ? name : HIDDEN;
	}

	private static String lower(LockMode mode) {
		return mode.name().toLowerCase(Locale.ROOT);
	}

	private static List<String> lines(List<StackTraceElement> stack) {
		return stack.stream().map(StackTraceElement::toString).toList();
	}

	/**
	 * A lock that is held.
	 *
	 * @param name its name, or asterisks
	 * @param template what the name was made of, if that is known
	 * @param mode {@code exclusive} or {@code shared}
	 * @param thread the thread that acquired it
	 * @param detached whether it is that thread's no longer
	 * @param since when it was acquired
	 * @param standing whether it is not known to be lost
	 * @param waiters how many threads of this instance wait for it
	 * @param handOvers how often in a row it went on in this instance without the
	 * database
	 * @param session the database session that holds it
	 * @param stack what the thread is doing, if that was asked for
	 */
	public record Held(String name, @Nullable String template, String mode, String thread, boolean detached,
			Instant since, boolean standing, int waiters, int handOvers, @Nullable String session, List<String> stack) {

		static Held of(LockOverview.Held held, boolean names) {
			return new Held(shown(held.name(), names), held.template(), lower(held.mode()), held.thread(),
					held.detached(), Instant.now().minus(held.heldFor()), held.standing(), held.waiters(),
					held.handOvers(), held.session(), lines(held.stack()));
		}

	}

	/**
	 * A thread on its way to a lock.
	 *
	 * @param name the lock's name, or asterisks
	 * @param template what the name was made of, if that is known
	 * @param mode {@code exclusive} or {@code shared}
	 * @param thread the thread
	 * @param since when it began
	 * @param atDatabase whether it is its turn to ask the database
	 * @param stack what the thread is doing, if that was asked for
	 */
	public record Waiting(String name, @Nullable String template, String mode, String thread, Instant since,
			boolean atDatabase, List<String> stack) {

		static Waiting of(LockOverview.Waiting waiting, boolean names) {
			return new Waiting(shown(waiting.name(), names), waiting.template(), lower(waiting.mode()),
					waiting.thread(), Instant.now().minus(waiting.waited()), waiting.atDatabase(),
					lines(waiting.stack()));
		}

	}

}

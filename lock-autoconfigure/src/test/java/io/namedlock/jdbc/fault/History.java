package io.namedlock.jdbc.fault;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

import io.namedlock.LockHandle;
import io.namedlock.jdbc.fault.LockOperation.Kind;

/**
 * All that two nodes were told of their locks, and what is wrong with it. Safe for use by
 * several threads.
 */
final class History {

	private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

	private final List<Hold> holds = new CopyOnWriteArrayList<>();

	private final List<Refusal> refusals = new CopyOnWriteArrayList<>();

	private final List<String> wrongs = new CopyOnWriteArrayList<>();

	private final Doubt doubt;

	/**
	 * Begins a history.
	 * @param doubt what is excused
	 */
	History(Doubt doubt) {
		this.doubt = doubt;
	}

	/**
	 * Notes a grant. Nobody else may believe to have the lock from now on, except for the
	 * time that is excused.
	 */
	Hold granted(String owner, Set<String> names, LockHandle handle, long asked) {
		Hold granted = new Hold(owner, names, handle, asked);
		this.holds.add(granted);
		this.holds.stream()
			.filter((former) -> former != granted && !Collections.disjoint(former.names(), names))
			.forEach((former) -> requireTold(former, granted));
		return granted;
	}

	void refused(String owner, Set<String> names, long asked) {
		this.refusals.add(new Refusal(owner, names, asked, System.nanoTime()));
	}

	void wrong(String what) {
		this.wrongs.add(what);
	}

	/**
	 * How often a lock was granted.
	 */
	int grants() {
		return this.holds.size();
	}

	/**
	 * What is wrong, in words.
	 */
	List<String> wrongs() {
		List<String> all = new ArrayList<>(this.wrongs);
		Set<String> names = new TreeSet<>();
		this.holds.forEach((hold) -> names.addAll(hold.names()));
		names.stream()
			.filter((name) -> !isPossible(name))
			.forEach((name) -> all.add("no lock could have been seen so: " + this.holds + " " + this.refusals));
		all.addAll(wrongTokens());
		return all;
	}

	/**
	 * A token must be greater than all that were drawn before it was asked for.
	 */
	private List<String> wrongTokens() {
		List<String> wrong = new ArrayList<>();
		List<Hold> fenced = this.holds.stream().filter(Hold::isFenced).toList();
		for (Hold former : fenced) {
			fenced.stream()
				.filter((latter) -> former.granted() < latter.asked() && former.token() >= latter.token())
				.forEach((latter) -> wrong.add("token %d of %s is not followed by %d of %s".formatted(former.token(),
						former, latter.token(), latter)));
		}
		return wrong;
	}

	private void requireTold(Hold former, Hold latter) {
		while (former.isBelieved() && latter.isBelieved()) {
			if (System.nanoTime() > this.doubt.excusedUntil()) {
				wrong("%s and %s believe at the same time that they hold the lock".formatted(former, latter));
				return;
			}
			LockSupport.parkNanos(LOOK_EVERY_NANOS);
		}
	}

	/**
	 * Whether a lock could have been seen so. While a node does not know yet that the
	 * server has ended a session, its threads hand over a lock that is none.
	 */
	private boolean isPossible(String name) {
		return Linearization.exists(operations(name, (hold) -> true))
				|| (this.doubt.isExcuse() && Linearization.exists(operations(name, (hold) -> !isInDoubt(hold))));
	}

	private boolean isInDoubt(Hold hold) {
		return hold.isOf(this.doubt.struck()) && hold.granted() > this.doubt.since()
				&& hold.granted() < this.doubt.excusedUntil();
	}

	private List<LockOperation> operations(String name, Predicate<Hold> counted) {
		List<LockOperation> operations = new ArrayList<>();
		this.holds.stream().filter((hold) -> hold.names().contains(name)).filter(counted).forEach((hold) -> {
			operations.add(new LockOperation(Kind.GRANT, hold, hold.asked(), hold.granted()));
			operations.add(new LockOperation(Kind.END, hold, earliestEnd(hold), latestEnd(hold)));
		});
		this.refusals.stream()
			.filter((refusal) -> refusal.names().equals(Set.of(name)) && refusal.told() < this.doubt.since())
			.forEach((refusal) -> operations
				.add(new LockOperation(Kind.REFUSAL, null, refusal.asked(), refusal.told())));
		return operations;
	}

	/**
	 * A lock ends when it is given back, or after it was last believed to be held, or
	 * after the server ended its session.
	 */
	private long earliestEnd(Hold hold) {
		long end = (hold.left() != Long.MAX_VALUE) ? hold.leaving() : hold.believed();
		boolean excused = this.doubt.isExcuse() && hold.isOf(this.doubt.struck());
		return excused ? Math.min(this.doubt.since(), end) : end;
	}

	/**
	 * Where nobody has heard that the lock is free, it may be held for long.
	 */
	private long latestEnd(Hold hold) {
		return this.doubt.isAcknowledged() ? hold.left() : Long.MAX_VALUE;
	}

}

package io.namedlock.jdbc.fault;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Searches for an order of operations that a lock could have seen: each between the two
 * moments of its own, one after the other. If there is none, somebody was let in beside
 * somebody else, or turned away from a lock that was free.
 */
final class Linearization {

	private final List<LockOperation> operations;

	private final Set<Position> failed = new HashSet<>();

	private Linearization(List<LockOperation> operations) {
		this.operations = operations;
	}

	/**
	 * Whether there is such an order.
	 * @param operations 60 at most
	 */
	static boolean exists(List<LockOperation> operations) {
		return new Linearization(operations).existsFrom(new Position(0, null));
	}

	private boolean existsFrom(Position position) {
		if (position.done() == (1L << this.operations.size()) - 1) {
			return true;
		}
		if (this.failed.contains(position)) {
			return false;
		}
		long latest = latest(position);
		for (int i = 0; i < this.operations.size(); i++) {
			if (!position.isDone(i) && this.operations.get(i).from() <= latest && existsAfter(position, i)) {
				return true;
			}
		}
		this.failed.add(position);
		return false;
	}

	private boolean existsAfter(Position position, int index) {
		LockOperation next = this.operations.get(index);
		return switch (next.kind()) {
			case GRANT -> position.holder() == null && existsFrom(position.after(index, next.hold()));
			case END -> position.holder() == next.hold() && existsFrom(position.after(index, null));
			case REFUSAL -> position.holder() != null && existsFrom(position.after(index, position.holder()));
		};
	}

	/**
	 * The moment before which one of the others must happen.
	 */
	private long latest(Position position) {
		long latest = Long.MAX_VALUE;
		for (int i = 0; i < this.operations.size(); i++) {
			if (!position.isDone(i)) {
				latest = Math.min(latest, this.operations.get(i).to());
			}
		}
		return latest;
	}

	/**
	 * Which operations have happened, and who holds the lock then.
	 */
	private record Position(long done, @Nullable Hold holder) {

		boolean isDone(int index) {
			return (this.done & (1L << index)) != 0;
		}

		Position after(int index, @Nullable Hold next) {
			return new Position(this.done | (1L << index), next);
		}

	}

}

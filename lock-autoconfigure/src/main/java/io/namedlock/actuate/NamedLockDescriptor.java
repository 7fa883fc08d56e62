package io.namedlock.actuate;

import java.util.List;
import java.util.Locale;

import io.namedlock.LockOverview;
import io.namedlock.LockStatus;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * What the endpoint shows of one lock.
 *
 * @param name the name that was asked for
 * @param state {@code free}, {@code held} or {@code unknown}, by the database
 * @param heldBy the database session that holds it, if the database tells
 * @param held who has it in this instance
 * @param waiting who waits for it in this instance
 */
public record NamedLockDescriptor(String name, String state, @Nullable String heldBy,
		List<NamedLocksDescriptor.Held> held,
		List<NamedLocksDescriptor.Waiting> waiting) implements OperationResponseBody {

	static NamedLockDescriptor of(LockStatus status, LockOverview overview) {
		String name = status.name();
		return new NamedLockDescriptor(name, status.state().name().toLowerCase(Locale.ROOT), status.heldBy(),
				overview.held()
					.stream()
					.filter((held) -> held.name().equals(name))
					.map((held) -> NamedLocksDescriptor.Held.of(held, true))
					.toList(),
				overview.waiting()
					.stream()
					.filter((waiting) -> waiting.name().equals(name))
					.map((waiting) -> NamedLocksDescriptor.Waiting.of(waiting, true))
					.toList());
	}

}

package io.namedlock;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Which locks to take, and how. Immutable and safe for use by several threads; each
 * method returns a request that differs from this one in one point.
 *
 * @since 0.1
 */
public final class LockRequest {

	private final List<String> names;

	private final LockMode mode;

	private final @Nullable Duration waitTime;

	private final Duration minimumHold;

	private final boolean fenced;

	private final boolean threadBound;

	private final @Nullable String template;

	private LockRequest(List<String> names, LockMode mode, @Nullable Duration waitTime, Duration minimumHold,
			boolean fenced, boolean threadBound, @Nullable String template) {
		this.names = names;
		this.mode = mode;
		this.waitTime = waitTime;
		this.minimumHold = minimumHold;
		this.fenced = fenced;
		this.threadBound = threadBound;
		this.template = template;
	}

	/**
	 * A request for one exclusive lock, which waits as long as the registry's default.
	 * @param name the lock's name: not blank and without control characters
	 * @return the request
	 * @throws InvalidLockNameException if the name cannot be used
	 */
	public static LockRequest of(String name) {
		return new LockRequest(List.of(requireName(name)), LockMode.EXCLUSIVE, null, Duration.ZERO, false, false, null);
	}

	/**
	 * A request for several exclusive locks: all of them or none. They are taken in one
	 * order everywhere, whatever their order here, so that two such requests never
	 * deadlock; a name given twice counts once.
	 * @param names the locks' names, at least one
	 * @return the request
	 * @throws InvalidLockNameException if a name cannot be used
	 * @throws IllegalArgumentException if there is no name
	 */
	public static LockRequest ofAll(String... names) {
		return ofAll(Arrays.asList(names));
	}

	/**
	 * A request for several exclusive locks, as {@link #ofAll(String...)}.
	 * @param names the locks' names, at least one
	 * @return the request
	 * @throws InvalidLockNameException if a name cannot be used
	 * @throws IllegalArgumentException if there is no name
	 */
	public static LockRequest ofAll(Collection<String> names) {
		if (names.isEmpty()) {
			throw new IllegalArgumentException("LockRequest.ofAll needs at least one lock name");
		}
		List<String> distinct = names.stream().map(LockRequest::requireName).distinct().toList();
		return new LockRequest(distinct, LockMode.EXCLUSIVE, null, Duration.ZERO, false, false, null);
	}

	/**
	 * Limits the wait. It covers the whole way to the lock: the line inside this JVM,
	 * opening a connection and the wait at the database, measured on the monotonic clock.
	 * @param waitTime the longest wait; zero tries once and does not wait
	 * @return the request
	 * @throws IllegalArgumentException if the wait is negative or longer than 292 years
	 */
	public LockRequest waitingAtMost(Duration waitTime) {
		requireBounded(waitTime, "waitingAtMost");
		return new LockRequest(this.names, this.mode, waitTime, this.minimumHold, this.fenced, this.threadBound,
				this.template);
	}

	/**
	 * Takes the locks in {@linkplain LockMode#SHARED shared mode}. A thread that holds a
	 * lock in exclusive mode has it in shared mode too; one that holds it in shared mode
	 * is refused the exclusive one, with a {@link LockDeadlockException}.
	 * @return the request
	 * @throws IllegalArgumentException if the request is {@linkplain #fenced() fenced}
	 */
	public LockRequest shared() {
		return inMode(LockMode.SHARED);
	}

	/**
	 * Takes the locks in the given mode.
	 * @param mode the mode, by default {@link LockMode#EXCLUSIVE}
	 * @return the request
	 * @throws IllegalArgumentException if the mode is {@link LockMode#SHARED} and the
	 * request is {@linkplain #fenced() fenced}
	 */
	public LockRequest inMode(LockMode mode) {
		requireOneOwner(mode, this.fenced);
		return new LockRequest(this.names, mode, this.waitTime, this.minimumHold, this.fenced, this.threadBound,
				this.template);
	}

	/**
	 * Draws a {@linkplain LockHandle#fencingToken() fencing token} for the hold.
	 * @return the request
	 * @throws IllegalArgumentException if the request is {@linkplain #shared() shared}: a
	 * token belongs to one owner
	 */
	public LockRequest fenced() {
		requireOneOwner(this.mode, true);
		return new LockRequest(this.names, this.mode, this.waitTime, this.minimumHold, true, this.threadBound,
				this.template);
	}

	/**
	 * Keeps the locks for at least this long after they were granted, even if the handle
	 * is closed sooner. Closing never blocks for it: the lock is released in the
	 * background when the time is over, and at once if the process ends.
	 * @param minimumHold the shortest hold; zero, the default, releases on close
	 * @return the request
	 * @throws IllegalArgumentException if the time is negative or longer than 292 years
	 */
	public LockRequest heldAtLeast(Duration minimumHold) {
		requireBounded(minimumHold, "heldAtLeast");
		return new LockRequest(this.names, this.mode, this.waitTime, minimumHold, this.fenced, this.threadBound,
				this.template);
	}

	/**
	 * Declares that the thread that acquires the locks closes the handle itself, as a
	 * {@code try}-with-resources statement does. Such a hold takes part in the detection
	 * of deadlocks between the threads of this JVM; a hold whose handle may be closed
	 * from anywhere does not.
	 * @return the request
	 */
	public LockRequest threadBound() {
		return new LockRequest(this.names, this.mode, this.waitTime, this.minimumHold, this.fenced, true,
				this.template);
	}

	/**
	 * Names what the locks' names have in common, for metrics and reports: text that is
	 * the same for many names, as {@code "order:<#id>"} is for {@code "order:42"}. It
	 * tells locks apart where their names, which may be many or hold personal data, must
	 * not be shown.
	 * @param template any text; {@code @NamedLock} uses its own template
	 * @return the request
	 */
	public LockRequest withTemplate(String template) {
		return new LockRequest(this.names, this.mode, this.waitTime, this.minimumHold, this.fenced, this.threadBound,
				template);
	}

	/**
	 * The names of the locks.
	 * @return the names in the order in which they were given, without repeats
	 */
	public List<String> names() {
		return this.names;
	}

	/**
	 * The mode in which the locks are taken.
	 * @return the mode
	 */
	public LockMode mode() {
		return this.mode;
	}

	/**
	 * The longest wait.
	 * @return the wait, empty for the registry's default
	 */
	public Optional<Duration> waitTime() {
		return Optional.ofNullable(this.waitTime);
	}

	/**
	 * The shortest hold.
	 * @return the time, zero if closing the handle releases the locks
	 */
	public Duration minimumHold() {
		return this.minimumHold;
	}

	/**
	 * Whether a fencing token is drawn.
	 * @return {@code true} after {@link #fenced()}
	 */
	public boolean isFenced() {
		return this.fenced;
	}

	/**
	 * Whether the acquiring thread closes the handle itself.
	 * @return {@code true} after {@link #threadBound()}
	 */
	public boolean isThreadBound() {
		return this.threadBound;
	}

	/**
	 * What the locks' names have in common.
	 * @return the template, of several locks their templates with commas between them;
	 * empty unless it was {@linkplain #withTemplate given}
	 */
	public Optional<String> template() {
		return Optional.ofNullable(this.template);
	}

	/**
	 * The names for people to read.
	 */
	@Override
	public String toString() {
		return String.join(", ", this.names);
	}

	private void requireOneOwner(LockMode mode, boolean fenced) {
		if (mode == LockMode.SHARED && fenced) {
			throw new IllegalArgumentException(("LockRequest for '%s': a shared lock has no fencing token,"
					+ " which belongs to one owner. Drop fenced() or shared()")
				.formatted(this));
		}
	}

	private static void requireBounded(Duration duration, String method) {
		if (duration.isNegative()) {
			throw new IllegalArgumentException(
					"LockRequest.%s(%s): the time must not be negative, use Duration.ZERO".formatted(method, duration));
		}
		if (duration.compareTo(Duration.ofNanos(Long.MAX_VALUE)) > 0) {
			throw new IllegalArgumentException(
					"LockRequest.%s(%s): the time must not exceed 292 years".formatted(method, duration));
		}
	}

	private static String requireName(@Nullable String name) {
		if (name == null) {
			throw new InvalidLockNameException("null", "A lock name must not be null");
		}
		if (name.codePoints().allMatch(LockRequest::isInvisible)) {
			throw new InvalidLockNameException(name,
					"A lock name must not be blank, but was '%s': it would lock everything that forgot its name"
						.formatted(printable(name)));
		}
		for (int i = 0; i < name.length(); i++) {
			requireUsableCharacter(name, i);
		}
		return name;
	}

	private static boolean isInvisible(int character) {
		return Character.isWhitespace(character) || Character.isSpaceChar(character)
				|| Character.getType(character) == Character.FORMAT;
	}

	private static void requireUsableCharacter(String name, int index) {
		int character = name.codePointAt(index);
		if (Character.isISOControl(character)) {
			throw refused(name, "control characters", index);
		}
		boolean lowOfPair = index > 0 && Character.isSurrogatePair(name.charAt(index - 1), name.charAt(index));
		if (Character.getType(character) == Character.SURROGATE && !lowOfPair) {
			throw refused(name, "half a surrogate pair, which is no character", index);
		}
	}

	private static InvalidLockNameException refused(String name, String what, int index) {
		return new InvalidLockNameException(name, "A lock name must not contain %s, but '%s' has \\u%04x at index %d"
			.formatted(what, printable(name), (int) name.charAt(index), index));
	}

	private static String printable(String name) {
		return name.replaceAll("\\p{Cc}", "?");
	}

}

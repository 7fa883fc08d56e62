package io.namedlock.core;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a registry still holds when it closes, and who is in the way, for one entry in the
 * log: each lock by its name, with the stack of the thread that holds it.
 */
final class HeldAtClose {

	private static final int MOST_OWNERS = 10;

	private static final int MOST_FRAMES = 40;

	private final List<Holder> holders;

	HeldAtClose(Stream<Gate> gates) {
		this.holders = gates.flatMap((gate) -> gate.holders().stream()).toList();
	}

	boolean isNothing() {
		return this.holders.isEmpty();
	}

	String describe() {
		String first = this.holders.stream().limit(MOST_OWNERS).map(Holder::describe).collect(Collectors.joining());
		int more = this.holders.size() - MOST_OWNERS;
		return "The lock registry closes while locks are held. Their holders are told that they are lost:" + first
				+ ((more > 0) ? "%n%d more are held".formatted(more) : "");
	}

	/**
	 * A thread that took a lock, and whether it has detached it since.
	 */
	record Holder(String lock, Thread thread, boolean detached) {

		private String describe() {
			String name = this.thread.getName();
			if (this.detached) {
				return "%nLock '%s', which thread '%s' took and detached".formatted(this.lock, name);
			}
			String stack = Stream.of(this.thread.getStackTrace())
				.limit(MOST_FRAMES)
				.map("%n\tat %s"::formatted)
				.collect(Collectors.joining());
			return "%nLock '%s', by thread '%s'%s".formatted(this.lock, name,
					this.thread.isAlive() ? stack : ", which has ended");
		}

	}

}

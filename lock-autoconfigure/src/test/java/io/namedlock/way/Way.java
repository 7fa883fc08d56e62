package io.namedlock.way;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * How far it is from one moment of a call to the next.
 */
final class Way {

	private final List<String> frames = new ArrayList<>();

	private final Set<String> files = new TreeSet<>();

	private boolean open;

	/**
	 * Begins to count.
	 */
	void begin() {
		this.open = true;
	}

	/**
	 * Ends with the frames that are on the stack.
	 */
	void end(List<String> frames) {
		if (this.open) {
			this.open = false;
			this.frames.addAll(frames);
		}
	}

	/**
	 * Notes a method that is entered, and how deep that was.
	 */
	void enter(String type) {
		if (this.open) {
			this.files.add(type);
		}
	}

	boolean isOpen() {
		return this.open;
	}

	/**
	 * The methods of the library on the stack at the end, outermost first.
	 */
	List<String> frames() {
		return this.frames;
	}

	/**
	 * The top-level types on that stack.
	 */
	Set<String> types() {
		Set<String> types = new TreeSet<>();
		this.frames.forEach((frame) -> types.add(frame.substring(0, frame.indexOf('#'))));
		return types;
	}

	/**
	 * The top-level types of which a method was entered on the way.
	 */
	Set<String> files() {
		return this.files;
	}

}

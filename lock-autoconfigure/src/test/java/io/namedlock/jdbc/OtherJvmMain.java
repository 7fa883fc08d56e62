package io.namedlock.jdbc;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

import io.namedlock.LockHandle;
import io.namedlock.LockRegistry;
import io.namedlock.core.DefaultLockRegistry;
import io.namedlock.core.LockRegistrySettings;
import io.namedlock.test.DriverManagerSource;
import io.namedlock.test.TestDatabase;

/**
 * A node that is told line by line what to do with which lock, and answers with a line
 * when it is done. It ends with its input, and so with whoever has started it.
 */
final class OtherJvmMain {

	static final String DONE = "done";

	/**
	 * Takes the lock for each of some visits to the room.
	 */
	static final String VISIT = "visit";

	/**
	 * Takes the lock and keeps it.
	 */
	static final String HOLD = "hold";

	static final int VISITS = 500;

	private OtherJvmMain() {
	}

	public static void main(String[] arguments) throws IOException {
		PrintStream answers = System.out;
		System.setOut(System.err);
		TestDatabase database = TestDatabase.at(List.of(arguments).subList(0, 3));
		LockTechnique technique = LockTechnique.valueOf(arguments[3]);
		MappedRoom room = new MappedRoom(Path.of(arguments[4]));
		BufferedReader commands = new BufferedReader(new InputStreamReader(System.in));
		try (DefaultLockRegistry registry = registry(database, technique)) {
			for (String line = commands.readLine(); line != null; line = commands.readLine()) {
				String[] words = line.split(" ");
				run(words[0], words[1], registry, room);
				answers.println(DONE);
			}
		}
	}

	static DefaultLockRegistry registry(TestDatabase database, LockTechnique technique) {
		return new DefaultLockRegistry(JdbcLockBackend.connect(new DriverManagerSource(database),
				LockSessionSettings.defaults(), CheckOnStart.NONE, technique), LockRegistrySettings.defaults());
	}

	static void visit(LockRegistry registry, String name, MappedRoom room) {
		for (int i = 0; i < VISITS; i++) {
			try (LockHandle handle = registry.acquire(name)) {
				room.visit();
			}
		}
	}

	private static void run(String command, String name, LockRegistry registry, MappedRoom room) {
		switch (command) {
			case VISIT -> visit(registry, name, room);
			case HOLD -> registry.acquire(name);
			default -> throw new IllegalArgumentException(command);
		}
	}

}

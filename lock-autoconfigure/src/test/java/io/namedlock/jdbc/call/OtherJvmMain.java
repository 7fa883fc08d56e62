package io.namedlock.jdbc.call;

import java.io.BufferedReader;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

import io.namedlock.LockException;
import io.namedlock.LockHandle;
import io.namedlock.LockRegistry;
import io.namedlock.core.DefaultLockRegistry;
import io.namedlock.test.TestDatabase;

/**
 * A node that is told line by line what to do with which lock, and answers with a line
 * when it is done. It ends with its input, and so with whoever has started it.
 */
final class OtherJvmMain {

	static final String DONE = "done";

	/**
	 * Takes the lock for each of some visits to the room of a file.
	 */
	static final String VISIT = "visit";

	/**
	 * Takes the lock and keeps it.
	 */
	static final String HOLD = "hold";

	/**
	 * Increments the counter of the lock's name until the next command, which takes some
	 * time each, and notes each increment in a file.
	 */
	static final String COUNT = "count";

	/**
	 * Does nothing but end what goes on.
	 */
	static final String FINISH = "finish";

	/**
	 * Takes the lock, to increment the counter of its name by the steps that follow.
	 */
	static final String TAKE = "take";

	static final String SHOW = "show";

	static final String READ = "read";

	static final String WRITE = "write";

	static final String OVERWRITE = "overwrite";

	/**
	 * Calls the {@link AnnotatedIncrement} of the lock's name. Answers when it has read,
	 * lets it write with the next command, and answers with its result or with the
	 * exception.
	 */
	static final String CALL = "call";

	/**
	 * Whether the lock is held as far as the node knows.
	 */
	static final String HELD = "held";

	/**
	 * Gives the lock back, and answers with the exception if that fails.
	 */
	static final String RELEASE = "release";

	static final int VISITS = 500;

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private final Map<String, Increment> increments = new HashMap<>();

	private final BufferedReader commands = new BufferedReader(new InputStreamReader(System.in));

	private final PrintStream answers;

	private final TestDatabase database;

	private final NodeSettings settings;

	private final LockRegistry registry;

	private OtherJvmMain(PrintStream answers, TestDatabase database, NodeSettings settings, LockRegistry registry) {
		this.answers = answers;
		this.database = database;
		this.settings = settings;
		this.registry = registry;
	}

	public static void main(String[] arguments) throws Exception {
		PrintStream answers = System.out;
		System.setOut(System.err);
		TestDatabase database = TestDatabase.at(List.of(arguments).subList(0, 3));
		NodeSettings settings = NodeSettings.of(List.of(arguments).subList(3, arguments.length));
		try (DefaultLockRegistry registry = settings.registry(database)) {
			new OtherJvmMain(answers, database, settings, registry).run();
		}
	}

	static void visit(LockRegistry registry, String name, MappedRoom room) {
		for (int i = 0; i < VISITS; i++) {
			try (LockHandle handle = registry.acquire(name)) {
				room.visit();
			}
		}
	}

	private void run() throws Exception {
		for (String line = this.commands.readLine(); line != null; line = this.commands.readLine()) {
			String[] words = line.split(" ");
			this.answers.println(run(words[0], words[1], List.of(words).subList(2, words.length)));
		}
	}

	private Object run(String command, String name, List<String> rest) throws Exception {
		return switch (command) {
			case VISIT -> done(() -> visit(this.registry, name, new MappedRoom(Path.of(rest.get(0)))));
			case HOLD -> done(() -> this.registry.acquire(name, PATIENCE));
			case COUNT -> done(() -> count(name, Duration.parse(rest.get(0)), Path.of(rest.get(1))));
			case FINISH -> DONE;
			case TAKE -> done(() -> take(name));
			case SHOW -> increment(name).show();
			case READ -> done(increment(name)::read);
			case WRITE -> increment(name).write();
			case OVERWRITE -> done(increment(name)::overwrite);
			case CALL -> outcome(() -> call(name));
			case HELD -> increment(name).isHeld();
			case RELEASE -> outcome(() -> done(increment(name)::close));
			default -> throw new IllegalArgumentException(command);
		};
	}

	private void count(String name, Duration work, Path file) throws SQLException, IOException {
		Thread commander = new Thread(this::awaitCommand);
		commander.setDaemon(true);
		commander.start();
		try (OutputStream acknowledged = new FileOutputStream(file.toFile(), true)) {
			Increment.repeat(this.registry, this.database, name, work, acknowledged, commander::isAlive);
		}
	}

	/**
	 * Returns as soon as there is another command, or none to come.
	 */
	private void awaitCommand() {
		try {
			this.commands.mark(1);
			if (this.commands.read() >= 0) {
				this.commands.reset();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void take(String name) throws SQLException {
		this.increments.put(name, new Increment(this.registry, new FencedCounter(this.database, name)));
	}

	private Increment increment(String name) {
		return Objects.requireNonNull(this.increments.get(name));
	}

	private Object call(String name) {
		CompletableFuture<Object> result = new CompletableFuture<>();
		this.settings.application(this.database)
			.withBean(TestDatabase.class, () -> this.database)
			.withBean(AnnotatedIncrement.class)
			.run((context) -> result.complete(context.getBean(AnnotatedIncrement.class).run(name, this::awaitGo)));
		return result.join();
	}

	private void awaitGo() {
		this.answers.println(DONE);
		try {
			this.commands.readLine();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Object outcome(Callable<Object> action) throws Exception {
		try {
			return action.call();
		}
		catch (LockException ex) {
			return ex.getClass().getSimpleName();
		}
	}

	private static String done(Action action) throws Exception {
		action.run();
		return DONE;
	}

	/**
	 * What a command does.
	 */
	private interface Action {

		void run() throws Exception;

	}

}

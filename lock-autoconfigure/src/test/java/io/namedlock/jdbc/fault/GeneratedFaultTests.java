package io.namedlock.jdbc.fault;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.namedlock.core.DefaultLockRegistry;
import io.namedlock.test.RowLockBackends;
import io.namedlock.test.TestDatabase;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every fault at every statement of every scenario. Which statements there are is seen in
 * a run in which nothing fails.
 */
@ParameterizedClass
@EnumSource(Setup.class)
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class GeneratedFaultTests {

	private static final int AT_A_TIME = 32;

	/**
	 * How often a trial is played again whose fault has not struck: where the machine is
	 * busy, a node asks the server for more or less than in the run without faults.
	 */
	private static final int REPETITIONS = 3;

	private final Set<Thread> threadsBefore = Thread.getAllStackTraces().keySet();

	private final ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);

	@Parameter
	@SuppressWarnings("NullAway.Init")
	private Setup setup;

	@SuppressWarnings("NullAway.Init")
	private SteppedSource soundSource;

	@SuppressWarnings("NullAway.Init")
	private DefaultLockRegistry sound;

	@BeforeEach
	void connect() {
		RowLockBackends.createTables(this.setup.database());
		this.soundSource = new SteppedSource(this.setup.database(), null);
		this.sound = this.setup.sound(this.soundSource);
	}

	@AfterEach
	void close() {
		this.threads.shutdownNow();
		this.sound.close();
	}

	@Test
	void nothingIsLostOrLeftUnnoticed() throws Exception {
		List<Trial> clean = runAll(
				Stream.of(Scenario.values()).filter(this.setup::has).map((scenario) -> trial(scenario, null)));
		assertThat(wrongs(clean)).isEmpty();
		List<Trial> wanted = wanted(clean.stream().flatMap(this::injections).toList());
		List<Trial> played = playUntilStruck(wanted);
		assertThat(wrongs(played)).isEmpty();
		assertThat(played.stream().filter(Trial::isStruck).count()).isGreaterThan(wanted.size() * 4L / 5);
		this.sound.close();
		assertNoSessionIsLeft(Stream.concat(clean.stream(), played.stream()));
		assertNoThreadIsLeft();
	}

	private Stream<Trial> injections(Trial clean) {
		return clean.source()
			.steps()
			.stream()
			.filter((step) -> !step.isRepetition())
			.flatMap((step) -> Stream.of(Fault.values())
				.filter((fault) -> fault.appliesTo(step))
				.map((fault) -> new Injection(step, fault)))
			.map((injection) -> trial(clean.scenario(), injection));
	}

	/**
	 * Those that belong to the run, and first those of them that take long.
	 */
	private List<Trial> wanted(List<Trial> trials) {
		return IntStream.range(0, trials.size())
			.filter(this.setup::isWanted)
			.mapToObj(trials::get)
			.sorted(Comparator.comparing((trial) -> !trial.isLong()))
			.toList();
	}

	private List<Trial> playUntilStruck(List<Trial> trials) throws Exception {
		List<Trial> played = new ArrayList<>();
		List<Trial> next = trials;
		for (int i = 0; i <= REPETITIONS && !next.isEmpty(); i++) {
			List<Trial> done = runAll(next.stream());
			played.addAll(done);
			next = done.stream().filter((trial) -> !trial.isStruck()).map((trial) -> trial.again(this.setup)).toList();
		}
		return played;
	}

	private Trial trial(Scenario scenario, Injection injection) {
		return new Trial(this.setup, scenario, injection);
	}

	private List<Trial> runAll(Stream<Trial> trials) throws Exception {
		List<Future<Trial>> running = trials
			.map((trial) -> this.threads.submit(() -> trial.run(this.setup, this.sound, this.soundSource)))
			.toList();
		List<Trial> done = new ArrayList<>();
		for (Future<Trial> run : running) {
			done.add(run.get());
		}
		return done;
	}

	private static List<String> wrongs(List<Trial> trials) {
		return trials.stream().flatMap((trial) -> trial.wrongs().stream()).toList();
	}

	private void assertNoSessionIsLeft(Stream<Trial> trials) {
		Set<Long> opened = new HashSet<>(this.soundSource.sessions());
		trials.forEach((trial) -> opened.addAll(trial.source().sessions()));
		Awaitility.await()
			.atMost(Duration.ofSeconds(10))
			.untilAsserted(() -> assertThat(sessions()).doesNotContainAnyElementsOf(opened));
	}

	private void assertNoThreadIsLeft() {
		Awaitility.await()
			.atMost(Duration.ofSeconds(10))
			.untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet()).filteredOn(Thread::isAlive)
				.filteredOn((thread) -> thread.getName().startsWith("named-lock-"))
				.isSubsetOf(this.threadsBefore));
	}

	private Set<Long> sessions() throws SQLException {
		TestDatabase database = this.setup.database();
		String query = this.setup.name().startsWith("POSTGRESQL") ? "SELECT pid FROM pg_stat_activity"
				: "SELECT id FROM information_schema.processlist";
		Set<Long> sessions = new HashSet<>();
		try (Connection connection = database.connect();
				Statement statement = connection.createStatement();
				ResultSet result = statement.executeQuery(query)) {
			while (result.next()) {
				sessions.add(result.getLong(1));
			}
		}
		return sessions;
	}

}

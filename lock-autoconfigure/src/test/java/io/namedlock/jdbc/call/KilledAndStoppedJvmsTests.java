package io.namedlock.jdbc.call;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import io.namedlock.core.Deadline;
import io.namedlock.jdbc.LockTechnique;
import io.namedlock.test.TestDatabase;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * JVMs that increment a counter under one lock. One of them is killed again and again,
 * and another one is stopped for so long that its lock is given away.
 */
@ParameterizedClass
@MethodSource("io.namedlock.test.TestDatabase#eachProduct")
@DisabledOnOs(OS.WINDOWS)
@Timeout(120)
class KilledAndStoppedJvmsTests {

	private static final NodeSettings SETTINGS = NodeSettings.impatient(LockTechnique.NATIVE);

	private static final Duration STOP = SETTINGS.deadHolderTimeout().plusSeconds(1);

	private static final Duration QUICK = Duration.ofMillis(2);

	/**
	 * So long that a stop hits a node most likely between reading and writing.
	 */
	private static final Duration SLOW = Duration.ofMillis(50);

	/**
	 * How many increments of a node show that it is at work.
	 */
	private static final int AT_WORK = 20;

	private final String name = "killed-and-stopped:" + UUID.randomUUID();

	private final List<OtherJvm> nodes = new ArrayList<>();

	private int kills;

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path directory;

	@Parameter
	@SuppressWarnings("NullAway.Init")
	private TestDatabase database;

	@AfterEach
	void end() throws Exception {
		for (OtherJvm node : this.nodes) {
			node.close();
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 2, 3 })
	void loseAndDoubleNoIncrement(int count) throws Exception {
		try (FencedCounter counter = FencedCounter.create(this.database, this.name)) {
			for (int i = 0; i < count; i++) {
				this.nodes.add(start(i, (i < count - 1) ? QUICK : SLOW));
				awaitWorkOf(i);
			}
			stopTheLastAndKillTheFirst();
			finish();
			assertThat(counter.read()).isEqualTo(counter.writes());
			assertThat(acknowledged()).doesNotHaveDuplicates()
				.hasSizeBetween((int) counter.writes() - this.kills, (int) counter.writes());
		}
	}

	private void stopTheLastAndKillTheFirst() throws Exception {
		int last = this.nodes.size() - 1;
		this.nodes.get(last).stop();
		Deadline end = Deadline.after(STOP);
		while (!end.hasPassed()) {
			this.nodes.get(0).kill();
			this.kills++;
			this.nodes.set(0, start(0, QUICK));
			awaitWorkOf(0);
		}
		this.nodes.get(last).resume();
		awaitWorkOf(last);
	}

	private void finish() throws IOException {
		for (OtherJvm node : this.nodes) {
			node.begin(OtherJvmMain.FINISH, this.name);
			node.awaitDone();
			node.awaitDone();
		}
	}

	private OtherJvm start(int node, Duration work) throws IOException {
		OtherJvm started = new OtherJvm(this.database, SETTINGS);
		started.begin(OtherJvmMain.COUNT, this.name, work.toString(), file(node).toString());
		return started;
	}

	private void awaitWorkOf(int node) throws IOException {
		int before = increments(node).size();
		Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> increments(node).size() >= before + AT_WORK);
	}

	private List<String> acknowledged() throws IOException {
		List<String> acknowledged = new ArrayList<>();
		for (int i = 0; i < this.nodes.size(); i++) {
			acknowledged.addAll(increments(i));
		}
		return acknowledged;
	}

	private List<String> increments(int node) throws IOException {
		return Files.exists(file(node)) ? Files.readAllLines(file(node)) : List.of();
	}

	private Path file(int node) {
		return this.directory.resolve("node-" + node);
	}

}

package io.namedlock.benchmarks;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;

import io.namedlock.benchmarks.server.DatabaseProduct;
import io.namedlock.benchmarks.timing.Plan;
import joptsimple.OptionException;
import joptsimple.OptionParser;
import joptsimple.OptionSet;
import org.jspecify.annotations.Nullable;

/**
 * The command line.
 */
final class Options {

	private final OptionParser parser = new OptionParser();

	private final OptionSet set;

	Options(String... arguments) throws OptionException {
		this.parser.accepts("quick", "the main ratios of goals 1, 2, 3 and 5, in less than a minute");
		this.parser.accepts("database", "mariadb (if not given) or postgresql").withRequiredArg();
		this.parser.accepts("only", "the workloads to run, with commas").withRequiredArg().withValuesSeparatedBy(',');
		this.parser.accepts("contenders", "who takes part, with commas").withRequiredArg().withValuesSeparatedBy(',');
		this.parser.accepts("rounds", "how often each contender has its turn").withRequiredArg().ofType(Integer.class);
		this.parser.accepts("slice", "the milliseconds of a turn").withRequiredArg().ofType(Integer.class);
		this.parser.accepts("warm-up", "the milliseconds before it counts").withRequiredArg().ofType(Integer.class);
		this.parser.accepts("json", "the file for the figures").withRequiredArg();
		this.parser.accepts("markdown", "a file for the tables").withRequiredArg();
		this.parser.accepts("list", "names the workloads and their contenders, and measures nothing");
		this.parser.accepts("help", "prints this");
		this.set = this.parser.parse(arguments);
	}

	boolean help() {
		return this.set.has("help");
	}

	boolean list() {
		return this.set.has("list");
	}

	boolean quick() {
		return this.set.has("quick");
	}

	DatabaseProduct database() {
		return DatabaseProduct
			.of(this.set.has("database") ? (String) this.set.valueOf("database") : DatabaseProduct.MARIADB.id());
	}

	/**
	 * The workloads that were named; none: all.
	 */
	Set<String> only() {
		return values("only");
	}

	/**
	 * The contenders that were named; none: all.
	 */
	Set<String> contenders() {
		return values("contenders");
	}

	Plan plan() {
		Plan plan = quick() ? Plan.quick() : Plan.full();
		return new Plan(millis("warm-up", plan.warmUp()), millis("slice", plan.slice()),
				this.set.has("rounds") ? (Integer) this.set.valueOf("rounds") : plan.rounds());
	}

	/**
	 * The file for the figures; beside the jar if it was not named.
	 */
	Path json() throws URISyntaxException {
		if (this.set.has("json")) {
			return Path.of((String) this.set.valueOf("json"));
		}
		return Path.of(Options.class.getProtectionDomain().getCodeSource().getLocation().toURI())
			.resolveSibling("benchmarks.json");
	}

	/**
	 * The file for the tables, if they are wanted.
	 */
	@Nullable Path markdown() {
		return this.set.has("markdown") ? Path.of((String) this.set.valueOf("markdown")) : null;
	}

	void printHelp() throws IOException {
		this.parser.printHelpOn(System.out);
	}

	private Duration millis(String option, Duration otherwise) {
		return this.set.has(option) ? Duration.ofMillis((Integer) this.set.valueOf(option)) : otherwise;
	}

	private Set<String> values(String option) {
		return this.set.valuesOf(option).stream().map(Object::toString).collect(Collectors.toUnmodifiableSet());
	}

}

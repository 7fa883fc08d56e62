package io.namedlock.benchmarks;

import io.namedlock.benchmarks.server.Servers;
import joptsimple.OptionException;

/**
 * Measures this library beside its peers. Ends with 0 if every goal that was judged
 * holds, with 1 if one does not, and with 2 if the run itself failed.
 *
 * @since 0.1
 */
public final class LockBenchmarks {

	private LockBenchmarks() {
	}

	/**
	 * Runs the benchmarks.
	 * @param arguments see {@code --help}
	 */
	public static void main(String[] arguments) {
		System.exit(run(arguments));
	}

	private static int run(String[] arguments) {
		try {
			return run(new Options(arguments));
		}
		catch (OptionException | IllegalArgumentException ex) {
			System.err.println(ex.getMessage() + " (--help tells what there is)");
			return 2;
		}
		catch (Exception ex) {
			ex.printStackTrace();
			return 2;
		}
	}

	private static int run(Options options) throws Exception {
		if (options.help()) {
			options.printHelp();
			return 0;
		}
		Selection selection = Selection.of(options);
		if (options.list()) {
			selection.print(System.out);
			return 0;
		}
		try (Servers servers = new Servers(options.database(), selection.needsDelay())) {
			return new BenchmarkRun(selection, servers, options).run() ? 0 : 1;
		}
	}

}

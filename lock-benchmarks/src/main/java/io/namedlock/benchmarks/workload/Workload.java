package io.namedlock.benchmarks.workload;

import java.util.List;

import io.namedlock.benchmarks.contender.ContenderType;
import io.namedlock.benchmarks.timing.Measurement;

/**
 * Something to measure.
 */
public interface Workload {

	/**
	 * Its name in the command line and in the report.
	 * @return the name
	 */
	String id();

	/**
	 * What it does, in a line.
	 * @return the text
	 */
	String title();

	/**
	 * How far the servers are.
	 * @return the network
	 */
	Network network();

	/**
	 * Who can take part.
	 * @return the contenders
	 */
	List<ContenderType> contenders();

	/**
	 * Why it cannot be run here.
	 * @return the reason, or an empty text if it can
	 */
	default String hindrance() {
		return "";
	}

	/**
	 * Measures.
	 * @param contenders who takes part, in this order
	 * @param stage where
	 * @return a line for each contender
	 * @throws Exception if the workload itself fails; a contender's failure is a result
	 */
	List<Measurement> run(List<ContenderType> contenders, Stage stage) throws Exception;

}

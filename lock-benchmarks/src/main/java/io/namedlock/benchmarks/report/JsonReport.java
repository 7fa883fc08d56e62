package io.namedlock.benchmarks.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.namedlock.benchmarks.goal.Check;

/**
 * A run, for other programs.
 *
 * @param environment where and with what
 * @param workloads all figures
 * @param goals whether the goals hold
 */
public record JsonReport(Map<String, String> environment, List<Section> workloads, List<Check> goals) {

	/**
	 * Writes the run.
	 * @param file the file to write
	 * @throws IOException if it cannot be written
	 */
	public void write(Path file) throws IOException {
		new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(file.toFile(), this);
	}

}

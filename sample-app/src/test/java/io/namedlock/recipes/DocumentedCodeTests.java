package io.namedlock.recipes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The documentation's code is a part of this module's code, line for line.
 */
class DocumentedCodeTests {

	private static final Pattern BLOCK = Pattern.compile("^```java\\n(.*?)^```", Pattern.DOTALL | Pattern.MULTILINE);

	@ParameterizedTest
	@ValueSource(strings = { "recipes.md", "testing.md" })
	void isCompiledAndTested(String page) throws IOException {
		List<String> blocks = BLOCK.matcher(Files.readString(Path.of("../docs", page)))
			.results()
			.map((MatchResult match) -> lines(match.group(1)))
			.toList();
		String sources = sources();
		assertThat(blocks).isNotEmpty().allSatisfy((block) -> assertThat(sources).contains(block));
	}

	private static String sources() throws IOException {
		StringBuilder sources = new StringBuilder();
		try (Stream<Path> files = Files.walk(Path.of("src"))) {
			for (Path file : files.filter((path) -> path.toString().endsWith(".java")).toList()) {
				sources.append(lines(Files.readString(file)));
			}
		}
		return sources.toString();
	}

	private static String lines(String code) {
		return code.lines()
			.map(String::strip)
			.filter((line) -> !line.isEmpty())
			.collect(Collectors.joining("\n", "", "\n"));
	}

}

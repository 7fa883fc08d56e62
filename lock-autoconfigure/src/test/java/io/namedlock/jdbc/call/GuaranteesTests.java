package io.namedlock.jdbc.call;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page of guarantees names tests that there are, and shows what they do.
 */
class GuaranteesTests {

	private static final Pattern NAMED = Pattern.compile("`(\\w+Tests)(?:\\.\\w+)?`");

	private final String page = read(Path.of("..", "docs", "guarantees.md"));

	@Test
	void namesOnlyTestsThatThereAre() throws IOException {
		List<MatchResult> named = NAMED.matcher(this.page).results().toList();
		assertThat(named).isNotEmpty();
		try (Stream<Path> files = Files.walk(Path.of("src", "test", "java"))) {
			Set<String> sources = files.map((file) -> file.getFileName().toString()).collect(Collectors.toSet());
			assertThat(named).allSatisfy((test) -> assertThat(sources).contains(test.group(1) + ".java"));
		}
	}

	@Test
	void showsTheStatementsThatAreTested() {
		assertThat(this.page).contains(FencedCounter.SHOW, FencedCounter.READ, FencedCounter.WRITE);
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}

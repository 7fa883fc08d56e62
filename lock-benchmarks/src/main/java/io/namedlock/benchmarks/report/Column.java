package io.namedlock.benchmarks.report;

import java.util.Locale;
import java.util.function.Function;

import io.namedlock.benchmarks.timing.Measurement;
import org.jspecify.annotations.Nullable;

/**
 * A column of a table.
 */
enum Column {

	RATE("ops/s", (line) -> number("%,.0f", line.measurement().all().rate())),

	P50("p50 us", (line) -> time(line.measurement().all().p50Micros())),

	P99("p99 us", (line) -> time(line.measurement().all().p99Micros())),

	CONNECTIONS("conn.", (line) -> number("%d", line.measurement().connections())),

	SHARES("shares", (line) -> shares(line.measurement())),

	CLIENT("client us", (line) -> number("%.1f", line.measurement().clientMicros())),

	SERVER("server us", (line) -> number("%.1f", line.measurement().serverMicros())),

	RATIO("shared is", (line) -> number("%.2f x", line.timesAsFast()));

	private final String title;

	private final Function<Line, String> text;

	Column(String title, Function<Line, String> text) {
		this.title = title;
		this.text = text;
	}

	String title() {
		return this.title;
	}

	String text(Line line) {
		return this.text.apply(line);
	}

	private static String shares(Measurement row) {
		Double least = row.leastShare();
		Double greatest = row.greatestShare();
		return (least != null && greatest != null) ? String.format(Locale.ROOT, "%.2f - %.2f", least, greatest) : "";
	}

	private static String time(@Nullable Double micros) {
		return number((micros != null && micros < 10) ? "%.3f" : "%,.1f", micros);
	}

	private static String number(String format, @Nullable Number value) {
		return (value != null) ? String.format(Locale.ROOT, format, value) : "";
	}

}

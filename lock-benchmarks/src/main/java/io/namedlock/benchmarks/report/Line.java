package io.namedlock.benchmarks.report;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.namedlock.benchmarks.timing.Measurement;
import io.namedlock.benchmarks.timing.Round;
import org.jspecify.annotations.Nullable;

/**
 * A contender's figures, and how this library's compare with them.
 *
 * @param measurement the figures
 * @param timesAsFast how many times as fast this library is, by its defaults: the ratio
 * of the rates or, where there are none, of the median times
 */
public record Line(@JsonUnwrapped Measurement measurement, @Nullable Double timesAsFast) {

	static Line of(Measurement measurement, @Nullable Measurement ours) {
		return new Line(measurement, timesAsFast(measurement, ours));
	}

	private static @Nullable Double timesAsFast(Measurement measurement, @Nullable Measurement ours) {
		if (ours == null || ours == measurement) {
			return null;
		}
		Double rates = ours.ratioTo(measurement, Round::rate);
		return (rates != null) ? rates : measurement.ratioTo(ours, Round::p50Micros);
	}

}

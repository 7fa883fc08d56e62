package io.namedlock.aspect.operation;

import java.time.Duration;
import java.util.regex.Pattern;

import io.namedlock.aspect.template.TemplateException;
import org.springframework.format.datetime.standard.DurationFormatterUtils;

/**
 * Reads the durations in annotations: {@code "5s"}, {@code "400ms"}, {@code "PT5S"} or
 * {@code "0"}.
 */
final class LockDurations {

	private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+");

	private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

	private static final String REMEDY = "Write it as \"5s\", \"400ms\" or \"PT5S\"";

	private LockDurations() {
	}

	static Duration parse(String text) throws TemplateException {
		if (text.equals("0")) {
			return Duration.ZERO;
		}
		if (NUMBER.matcher(text).matches()) {
			throw new TemplateException("has no unit",
					"Write it with one, such as \"" + text + "s\" or \"" + text + "ms\"");
		}
		Duration duration = read(text);
		if (duration.isNegative()) {
			throw new TemplateException("is negative", REMEDY + ". \"0\" tries once");
		}
		if (duration.compareTo(LONGEST) > 0) {
			throw new TemplateException("is longer than 292 years", REMEDY);
		}
		return duration;
	}

	private static Duration read(String text) throws TemplateException {
		try {
			return DurationFormatterUtils.detectAndParse(text);
		}
		catch (IllegalArgumentException | ArithmeticException ex) {
			throw new TemplateException("is not a duration", REMEDY, ex);
		}
	}

}

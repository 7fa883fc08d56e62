package io.namedlock.jdbc.fault;

import java.lang.reflect.Method;
import java.sql.ResultSet;
import java.sql.SQLException;

import org.jspecify.annotations.Nullable;

/**
 * Answers that differ from what the server has said. The first column is the session's
 * number, the others are answers.
 */
final class FalseAnswers {

	private FalseAnswers() {
	}

	/**
	 * Changes an answer, if it is one that is read.
	 */
	@SuppressWarnings("unchecked")
	static <T extends @Nullable Object> T change(T answer, Change change) {
		if (!(answer instanceof ResultSet)) {
			return answer;
		}
		return (T) Proxies.of(ResultSet.class, (proxy, method, arguments) -> {
			Object truth = Proxies.invoke(method, answer, arguments);
			boolean first = arguments != null && arguments.length == 1 && arguments[0].equals(1);
			return change.of(method, first, truth);
		});
	}

	/**
	 * An answer to a call that is not made.
	 */
	@SuppressWarnings("unchecked")
	static <T extends @Nullable Object> T instead(SteppedConnection on, Change change) throws SQLException {
		return (T) change(on.answer(), change);
	}

	static @Nullable Object isNull(Method method, boolean first, @Nullable Object truth) {
		return switch (method.getName()) {
			case "getLong" -> first ? truth : 0L;
			case "wasNull" -> true;
			default -> truth;
		};
	}

	static @Nullable Object isNonsense(Method method, boolean first, @Nullable Object truth) {
		return (method.getName().equals("getLong") && !first) ? Long.valueOf(7) : truth;
	}

	static @Nullable Object isNothing(Method method, boolean first, @Nullable Object truth) {
		return method.getName().equals("next") ? Boolean.FALSE : truth;
	}

	static @Nullable Object isOfAnother(Method method, boolean first, @Nullable Object truth) {
		return (method.getName().equals("getLong") && first && truth != null) ? (Long) truth + 1 : truth;
	}

	/**
	 * How an answer is changed.
	 */
	@FunctionalInterface
	interface Change {

		@Nullable Object of(Method method, boolean first, @Nullable Object truth);

	}

}

package io.namedlock.jdbc.fault;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * What can go wrong where a lock session asks the server.
 */
enum Fault {

	/**
	 * The server accepts no connection.
	 */
	REFUSED((step) -> !step.isOfASession()),

	/**
	 * The network resets the connection, and the server hears of nothing.
	 */
	RESET_BEFORE {
		@Override
		<T extends @Nullable Object> T strike(SteppedConnection on, ServerCall<T> call) throws SQLException {
			on.reset();
			return call.run();
		}
	},

	/**
	 * The network resets the connection when the server has done what was asked.
	 */
	RESET_AFTER {
		@Override
		<T extends @Nullable Object> T strike(SteppedConnection on, ServerCall<T> call) throws SQLException {
			call.run();
			on.reset();
			throw on.failure();
		}
	},

	/**
	 * The connection falls silent before the server hears of it.
	 */
	SILENT_BEFORE {
		@Override
		<T extends @Nullable Object> T strike(SteppedConnection on, ServerCall<T> call) throws SQLException {
			on.fallSilent();
			return call.run();
		}
	},

	/**
	 * The connection falls silent when the server has done what was asked.
	 */
	SILENT_AFTER(Step::isOfASession) {
		@Override
		<T extends @Nullable Object> T strike(SteppedConnection on, ServerCall<T> call) throws SQLException {
			call.run();
			on.fallSilent();
			throw on.failure();
		}
	},

	/**
	 * All connections of the node fall silent, and new ones are.
	 */
	CUT_OFF {
		@Override
		<T extends @Nullable Object> T strike(SteppedConnection on, ServerCall<T> call) throws SQLException {
			on.source().networks().cutOff();
			return call.run();
		}
	},

	/**
	 * The session is killed before it is asked.
	 */
	KILLED_BEFORE {
		@Override
		<T extends @Nullable Object> T strike(SteppedConnection on, ServerCall<T> call) throws SQLException {
			on.kill();
			return call.run();
		}
	},

	/**
	 * The session is killed when it has answered.
	 */
	KILLED_AFTER {
		@Override
		<T extends @Nullable Object> T strike(SteppedConnection on, ServerCall<T> call) throws SQLException {
			T answer = call.run();
			on.kill();
			return answer;
		}
	},

	/**
	 * The session is killed when it has done what was asked, and its answer is lost.
	 */
	KILLED_INSTEAD {
		@Override
		<T extends @Nullable Object> T strike(SteppedConnection on, ServerCall<T> call) throws SQLException {
			call.run();
			on.kill();
			throw on.failure();
		}
	},

	/**
	 * The statement is killed before it does anything.
	 */
	STATEMENT_KILLED_BEFORE(Step::isQuery) {
		@Override
		<T extends @Nullable Object> T strike(SteppedConnection on, ServerCall<T> call) throws SQLException {
			throw on.statementKilled();
		}
	},

	/**
	 * The statement is killed while it waits.
	 */
	STATEMENT_KILLED_MIDWAY(Step::isWait) {
		@Override
		<T extends @Nullable Object> T strike(SteppedConnection on, ServerCall<T> call) throws SQLException {
			return on.killStatement(call);
		}
	},

	/**
	 * The statement is killed when it has done all.
	 */
	STATEMENT_KILLED_AFTER(Step::isQuery) {
		@Override
		<T extends @Nullable Object> T strike(SteppedConnection on, ServerCall<T> call) throws SQLException {
			call.run();
			throw on.statementKilled();
		}
	},

	/**
	 * A wait meets the server's limit on the time of a statement.
	 */
	TIMED_OUT(Step::isWait) {
		@Override
		<T extends @Nullable Object> T strike(SteppedConnection on, ServerCall<T> call) throws SQLException {
			return on.limitTime(call);
		}
	},

	/**
	 * The server answers with NULL.
	 */
	ANSWERED_NULL(Step::isQuery, FalseAnswers::isNull),

	/**
	 * The server answers with a number that means nothing.
	 */
	ANSWERED_NONSENSE((step) -> step.isQuery() && !step.isToken(), FalseAnswers::isNonsense),

	/**
	 * The server answers with no row.
	 */
	ANSWERED_NOTHING(Step::isQuery, FalseAnswers::isNothing),

	/**
	 * The server does nothing, and answers with NULL.
	 */
	UNDONE_NULL(Step::isLockCall) {
		@Override
		<T extends @Nullable Object> T strike(SteppedConnection on, ServerCall<T> call) throws SQLException {
			return FalseAnswers.instead(on, FalseAnswers::isNull);
		}
	},

	/**
	 * The server does nothing, and answers with a number that means nothing.
	 */
	UNDONE_NONSENSE(Step::isLockCall) {
		@Override
		<T extends @Nullable Object> T strike(SteppedConnection on, ServerCall<T> call) throws SQLException {
			return FalseAnswers.instead(on, FalseAnswers::isNonsense);
		}
	},

	/**
	 * Another session answers.
	 */
	ANSWERED_BY_A_STRANGER(Step::isQuery, FalseAnswers::isOfAnother);

	private final Predicate<Step> place;

	private final FalseAnswers.@Nullable Change change;

	Fault() {
		this((step) -> true);
	}

	Fault(Predicate<Step> place) {
		this.place = place;
		this.change = null;
	}

	Fault(Predicate<Step> place, FalseAnswers.Change change) {
		this.place = place;
		this.change = change;
	}

	/**
	 * Whether the fault can strike there.
	 */
	boolean appliesTo(Step step) {
		return this.place.test(step);
	}

	/**
	 * Whether it is the server that ends the session, which its locks' holders learn
	 * within an interval. In all other cases they must be told before.
	 */
	boolean endsSessionAtServer() {
		return name().startsWith("KILLED") || name().startsWith("RESET");
	}

	/**
	 * Whether the node hears of nothing for a while.
	 */
	boolean isSilence() {
		return name().startsWith("SILENT") || this == CUT_OFF;
	}

	/**
	 * Whether it needs a network of its own.
	 */
	boolean isOfTheNetwork() {
		return isSilence() || name().startsWith("RESET");
	}

	/**
	 * Makes a call that the fault strikes.
	 * @param <T> the type of its answer, such as {@link ResultSet}
	 */
	<T extends @Nullable Object> T strike(SteppedConnection on, ServerCall<T> call) throws SQLException {
		T answer = call.run();
		return (this.change != null) ? FalseAnswers.change(answer, this.change) : answer;
	}

}

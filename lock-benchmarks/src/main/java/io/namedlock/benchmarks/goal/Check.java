package io.namedlock.benchmarks.goal;

/**
 * A part of a goal, and whether it holds.
 *
 * @param goal the goal's number
 * @param claim what must be
 * @param figures what was seen, or why nothing was
 * @param verdict whether it holds
 */
public record Check(int goal, String claim, String figures, Verdict verdict) {

	static Check of(int goal, String claim, String figures, boolean holds) {
		return new Check(goal, claim, figures, holds ? Verdict.HOLDS : Verdict.MISSED);
	}

	static Check notJudged(int goal, String claim, String reason) {
		return new Check(goal, claim, reason, Verdict.NOT_JUDGED);
	}

}

package io.namedlock.benchmarks.goal;

import java.util.List;

import io.namedlock.benchmarks.timing.Results;
import io.namedlock.benchmarks.timing.Round;

/**
 * The project's eight goals. Each is a ratio within one run, since figures of different
 * machines or days say nothing about each other.
 */
public final class Goals {

	private final Judge judge;

	private Goals(Results results) {
		this.judge = new Judge(results);
	}

	/**
	 * Judges a run.
	 * @param results its figures
	 * @return each part of each goal
	 */
	public static List<Check> judge(Results results) {
		Goals goals = new Goals(results);
		goals.distinctNames();
		goals.oneThread();
		goals.oneName();
		goals.twoJvms();
		goals.wakingAnotherNode();
		goals.manyLocks();
		goals.aspect();
		goals.slowNetwork();
		return goals.judge.checks();
	}

	private void distinctNames() {
		this.judge.goal(1).rate("distinct-64", "redisson", 6);
		this.judge.rate("distinct-64", "shedlock", 25);
		this.judge.rate("distinct-64", "integration", 25);
		this.judge.rate("distinct-64", "pool-10", 3);
		this.judge.time("distinct-64", "pool-10", "p99", Round::p99Micros, 0.2);
		this.judge.connections("distinct-64", 2);
		this.judge.rate("distinct-1000v", "redisson", 10);
		this.judge.rate("distinct-64", "select-16", 1);
	}

	private void oneThread() {
		this.judge.goal(2).time("distinct-1", "bare", "p50", Round::p50Micros, 1.15);
	}

	private void oneName() {
		this.judge.goal(3).rate("one-64", "redisson", 12);
		this.judge.rate("one-64", "integration", 35);
		this.judge.shares("one-64", 0.95, 1.05);
	}

	private void twoJvms() {
		this.judge.goal(4).rate("one-2x8", "redisson", 40);
		this.judge.shares("one-2x8", 0.9, 1.1);
	}

	private void wakingAnotherNode() {
		this.judge.goal(5).time("wake", "redisson", "p50", Round::p50Micros, 1 / 3.0);
	}

	private void manyLocks() {
		this.judge.goal(6).connections("held-10000", 4);
		this.judge.timeBeside("held-10000", "held-0", 2);
	}

	private void aspect() {
		this.judge.goal(7)
			.figure("aspect", "added", "to a reentrant call at most 1 us", (row) -> row.all().p50Micros(),
					Double.NEGATIVE_INFINITY, 1);
		this.judge.figure("aspect", "name-template", "a template resolved in at most 0.3 us",
				(row) -> row.all().p50Micros(), 0, 0.3);
	}

	private void slowNetwork() {
		this.judge.goal(8).rate("distinct-8-relay", "pool-8", 1);
		this.judge.rate("distinct-8-relay", "redisson", 1.5);
		this.judge.rate("distinct-64-relay", "pool-64", 2);
		this.judge.rate("distinct-64-relay", "redisson", 1.5);
		this.judge.rate("distinct-8-relay", "sent", "pool-8", 1.7);
	}

}

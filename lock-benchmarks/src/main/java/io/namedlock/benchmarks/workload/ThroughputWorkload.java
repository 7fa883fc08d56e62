package io.namedlock.benchmarks.workload;

import java.util.List;
import java.util.concurrent.ThreadFactory;

import io.namedlock.benchmarks.contender.Contender;
import io.namedlock.benchmarks.contender.ContenderType;
import io.namedlock.benchmarks.server.Addresses;
import io.namedlock.benchmarks.timing.Course;
import io.namedlock.benchmarks.timing.Measurement;
import io.namedlock.benchmarks.timing.OpenContenders;
import io.namedlock.benchmarks.timing.Owners;
import io.namedlock.benchmarks.timing.SharedMemory;
import io.namedlock.benchmarks.timing.Slice;
import io.namedlock.benchmarks.timing.SliceResult;
import io.namedlock.benchmarks.timing.Threads;
import io.namedlock.benchmarks.timing.Turns;

/**
 * Threads of this JVM that acquire and release as fast as they can.
 *
 * @param id its name
 * @param course which names
 * @param network how far the servers are
 * @param virtual whether the threads are virtual
 * @param both whether two locks are taken in one request
 * @param contenders who takes part
 */
record ThroughputWorkload(String id, Course course, Network network, boolean virtual, boolean both,
		List<ContenderType> contenders) implements Workload {

	@Override
	public String title() {
		return "%d %s threads, %s%s".formatted(this.course.threads(), this.virtual ? "virtual" : "platform", names(),
				this.network.suffix());
	}

	@Override
	public String hindrance() {
		return (this.virtual && !Threads.hasVirtual()) ? "needs a JDK with virtual threads" : "";
	}

	@Override
	public List<Measurement> run(List<ContenderType> contenders, Stage stage) throws Exception {
		Addresses servers = this.network.addresses(stage.servers());
		try (OpenContenders opened = new OpenContenders(servers)) {
			ThreadTurn turn = new ThreadTurn(this, opened, this.virtual ? Threads.virtual() : Threads.platform());
			return stage.turns(this.id, contenders).take(stage.plan(), turn);
		}
	}

	private String names() {
		if (this.course.namesEach() == 0) {
			return "one name";
		}
		return this.both ? "each with names of its own, two at a time" : "each with names of its own";
	}

	private record ThreadTurn(ThroughputWorkload workload, OpenContenders opened,
			ThreadFactory threads) implements Turns.Turn {

		@Override
		public SliceResult take(ContenderType type, long nanos) throws Exception {
			Contender opened = this.opened.get(type);
			Contender contender = this.workload.both() ? new TwoNames(opened) : opened;
			Course all = this.workload.course();
			Course course = new Course(all.prefix(), type.threads(all.threads()), all.namesEach());
			Owners owners = type.locks() ? new Owners(SharedMemory.ofThisJvm(course.locks())) : null;
			return new Slice(contender, course, course.names(), owners, 1, nanos).run(this.threads);
		}

		@Override
		public int connections(ContenderType type) throws Exception {
			return this.opened.connections(type);
		}

	}

}

package io.namedlock.aspect.check;

import java.util.List;
import java.util.function.IntConsumer;

import io.namedlock.annotation.NamedLock;
import io.namedlock.aspect.operation.NamedLockAnnotations;
import io.namedlock.test.LockedContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the warning of calls on {@code this}.
 */
@ExtendWith(OutputCaptureExtension.class)
class SelfCallsTests {

	@Test
	void namesBothMethods() {
		assertThat(SelfCalls.find(Calling.class, new NamedLockAnnotations().methodsOf(Calling.class)))
			.containsExactlyInAnyOrder(name("plain calls process(int, String)"),
					name("nested calls process(int, String)"), name("overLines calls process(int, String)"),
					name("inLambda calls process(int, String)"), name("byReference calls single(Integer)"),
					name("inLambdaBesideAnother calls process(int, String)"));
	}

	@Test
	void acceptsCallsThroughAProxy() {
		assertThat(SelfCalls.find(Careful.class, new NamedLockAnnotations().methodsOf(Careful.class))).isEmpty();
	}

	@Test
	void warnsAtTheStart(CapturedOutput output) {
		LockedContext.of(Calling.class).close();
		assertThat(output).contains(name("plain calls process(int, String) on 'this'"));
	}

	private static String name(String call) {
		return Calling.class.getName() + "." + call;
	}

	static class Calling {

		private int id;

		@NamedLock("order:<#id>")
		public int process(int id, String text) {
			return id;
		}

		@NamedLock("order:<#id>")
		public void single(Integer id) {
		}

		public void plain() {
			process(1, "a");
		}

		public int nested(boolean first) {
			return 1 + process(first ? this.id : 2, other("a"));
		}

		public void overLines() {
			String text = other("b");
			process(this.id, text);
		}

		public void inLambda(List<Integer> ids) {
			ids.forEach((id) -> process(id, "c"));
		}

		public void byReference(List<Integer> ids) {
			ids.forEach(this::single);
		}

		public Runnable inLambdaBesideAnother(Calling other) {
			return () -> {
				other.other("d");
				process(1, "d");
			};
		}

		private String other(String text) {
			return text;
		}

	}

	static class Careful {

		private @Nullable Careful self;

		private int id;

		@NamedLock("order:<#id>")
		public void process(int id) {
		}

		public void throughField() {
			if (this.self != null) {
				this.self.process(this.id);
			}
		}

		public void throughMethod() {
			self().process(1);
		}

		public void onAnother(Careful other) {
			other.process(this.id);
		}

		public void onOthersInLambda(List<Careful> others) {
			others.forEach((other) -> other.process(1));
		}

		static void onAll(List<Careful> all) {
			all.forEach((one) -> one.process(1));
		}

		static IntConsumer byReference(Careful other) {
			return other::process;
		}

		Careful self() {
			return (this.self != null) ? this.self : this;
		}

	}

}

package io.namedlock.aspect;

import java.lang.reflect.Method;
import java.util.concurrent.TimeUnit;

import io.namedlock.annotation.NamedLock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.util.ClassUtils;

/**
 * Resolves a name template with one variable. In the package of what it measures, which
 * nobody outside of it can reach.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class NameTemplateBenchmark {

	private final Method method = ClassUtils.getMethod(Orders.class, "process", long.class);

	private final Orders orders = new Orders();

	private final LockNameTemplate template = parse(this.method);

	private long id;

	/**
	 * Resolves it for another order each time.
	 * @return the name
	 */
	@Benchmark
	public String resolve() {
		return this.template
			.evaluate(new Invocation(this.method, this.orders, Orders.class, new Object[] { this.id++ }));
	}

	private static LockNameTemplate parse(Method method) {
		DefaultListableBeanFactory beanFactory = new DefaultListableBeanFactory();
		return new LockNameTemplateParser(beanFactory, new PlaceholderResolver(beanFactory))
			.parse(NamedLockDeclaration.of(MergedAnnotations.from(method).get(NamedLock.class)), method);
	}

	static class Orders {

		@NamedLock("app:process:<#id>")
		public void process(long id) {
		}

	}

}

package io.namedlock.aspect.hold;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;

import io.namedlock.annotation.NamedLock;
import io.namedlock.test.LockedContext;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for an application that has no transactions on its class path.
 */
class WithoutTransactionsTests {

	@Test
	void locksWithoutTransactions() throws Exception {
		try (URLClassLoader loader = withoutTransactions()) {
			assertThatExceptionOfType(ClassNotFoundException.class).isThrownBy(
					() -> loader.loadClass("org.springframework.transaction.support.TransactionSynchronization"));
			assertThat(run(loader)).isEqualTo("locked: true, free afterwards: true");
		}
	}

	private static Object run(ClassLoader loader) throws ReflectiveOperationException {
		Thread thread = Thread.currentThread();
		ClassLoader before = thread.getContextClassLoader();
		thread.setContextClassLoader(loader);
		try {
			return loader.loadClass(Application.class.getName()).getMethod("run").invoke(null);
		}
		finally {
			thread.setContextClassLoader(before);
		}
	}

	private static URLClassLoader withoutTransactions() throws MalformedURLException {
		List<URL> urls = new ArrayList<>();
		for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
			if (!entry.contains("spring-tx")) {
				urls.add(new File(entry).toURI().toURL());
			}
		}
		return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
	}

	/**
	 * Runs in a class loader of its own.
	 */
	public static final class Application {

		private Application() {
		}

		public static String run() {
			try (LockedContext context = LockedContext.of(Orders.class)) {
				boolean locked = context.get(Orders.class).process(context);
				return "locked: " + locked + ", free afterwards: " + context.isFree("order");
			}
		}

	}

	static class Orders {

		@NamedLock("order")
		public boolean process(LockedContext context) {
			return !context.isFree("order");
		}

	}

}

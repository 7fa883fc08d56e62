package io.namedlock.way;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

import javax.sql.DataSource;

import io.namedlock.LockHandle;
import io.namedlock.annotation.NamedLock;
import io.namedlock.autoconfigure.NamedLockAutoConfiguration;
import io.namedlock.autoconfigure.NamedLockDataSource;
import io.namedlock.test.TestDatabase;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.datasource.AbstractDataSource;

/**
 * An application with one locked method, whose moments a debugger can see.
 */
public final class TracedApplication {

	private static final int WARM_UP = 3;

	private TracedApplication() {
	}

	/**
	 * Runs the application.
	 * @param address of the database: URL, user and password
	 */
	public static void main(String[] address) {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			context.registerBean("lockDataSource", DataSource.class,
					() -> new TracedDataSource(TestDatabase.at(List.of(address))),
					(definition) -> ((AbstractBeanDefinition) definition)
						.addQualifier(new AutowireCandidateQualifier(NamedLockDataSource.class)));
			context.register(NamedLockAutoConfiguration.class, Service.class);
			context.refresh();
			Service service = context.getBean(Service.class);
			for (int i = 0; i < WARM_UP; i++) {
				service.locked("way:warm-up");
			}
			trace();
			callBegins();
			service.locked("way:traced");
		}
	}

	/**
	 * From here on the debugger looks.
	 */
	static void trace() {
	}

	static void callBegins() {
	}

	static void driverIsAsked() {
	}

	static void asksWhetherItIsHeld() {
	}

	static void bodyEnds() {
	}

	/**
	 * What is locked.
	 */
	public static class Service {

		/**
		 * Runs under a lock.
		 * @param name the lock's name
		 */
		@NamedLock("<#p0>")
		public void locked(String name) {
			LockHandle handle = LockHandle.current();
			asksWhetherItIsHeld();
			handle.isHeld();
			bodyEnds();
		}

	}

	/**
	 * Connections whose statements say so when they are used.
	 */
	private static final class TracedDataSource extends AbstractDataSource {

		private final TestDatabase database;

		TracedDataSource(TestDatabase database) {
			this.database = database;
		}

		@Override
		public Connection getConnection() throws SQLException {
			return traced(Connection.class, this.database.connect());
		}

		@Override
		public Connection getConnection(String username, String password) throws SQLException {
			return getConnection();
		}

		private static <T> T traced(Class<T> type, T target) {
			return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type },
					(proxy, method, arguments) -> {
						if (method.getName().startsWith("execute")) {
							driverIsAsked();
						}
						try {
							Object result = method.invoke(target, arguments);
							return (result instanceof PreparedStatement statement)
									? traced(PreparedStatement.class, statement) : result;
						}
						catch (InvocationTargetException ex) {
							throw ex.getTargetException();
						}
					}));
		}

	}

}

package io.namedlock.jdbc.call;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import io.namedlock.autoconfigure.NamedLockAutoConfiguration;
import io.namedlock.core.DefaultLockRegistry;
import io.namedlock.core.LockRegistrySettings;
import io.namedlock.jdbc.LockConnectionSource;
import io.namedlock.jdbc.LockSessionSettings;
import io.namedlock.jdbc.LockTechnique;
import io.namedlock.test.DriverManagerSource;
import io.namedlock.test.TestBackends;
import io.namedlock.test.TestDatabase;
import io.namedlock.test.TestSettings;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/**
 * How a node of the application locks, in this JVM or another one.
 *
 * @param technique what its locks are made of
 * @param keepAliveInterval how often its sessions are pinged
 * @param deadHolderTimeout after how long a silence the server ends them
 */
record NodeSettings(LockTechnique technique, Duration keepAliveInterval, Duration deadHolderTimeout) {

	/**
	 * The defaults of an application.
	 */
	static NodeSettings defaults(LockTechnique technique) {
		return new NodeSettings(technique, Duration.ofSeconds(5), Duration.ofSeconds(30));
	}

	/**
	 * The shortest times that a server can count.
	 */
	static NodeSettings impatient(LockTechnique technique) {
		return new NodeSettings(technique, Duration.ofSeconds(1), Duration.ofSeconds(3));
	}

	static NodeSettings of(List<String> arguments) {
		return new NodeSettings(LockTechnique.valueOf(arguments.get(0)), Duration.parse(arguments.get(1)),
				Duration.parse(arguments.get(2)));
	}

	/**
	 * The settings as text, for another JVM.
	 */
	List<String> arguments() {
		return Stream.of(this.technique, this.keepAliveInterval, this.deadHolderTimeout).map(Object::toString).toList();
	}

	DefaultLockRegistry registry(TestDatabase database) {
		return registry(new DriverManagerSource(database));
	}

	DefaultLockRegistry registry(LockConnectionSource source) {
		return new DefaultLockRegistry(backend(source), LockRegistrySettings.defaults());
	}

	/**
	 * An application that has the locks by its configuration.
	 */
	ApplicationContextRunner application(TestDatabase database) {
		List<String> address = database.address();
		return new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(NamedLockAutoConfiguration.class, DataSourceAutoConfiguration.class))
			.withPropertyValues("spring.datasource.url=" + address.get(0),
					"spring.datasource.username=" + address.get(1), "spring.datasource.password=" + address.get(2),
					"named-lock.keep-alive-interval=" + this.keepAliveInterval,
					"named-lock.dead-holder-timeout=" + this.deadHolderTimeout);
	}

	private JdbcLockBackend backend(LockConnectionSource source) {
		LockSessionSettings sessions = TestSettings.sessions(8, 16, this.keepAliveInterval, this.deadHolderTimeout);
		return TestBackends.connect(source, sessions, this.technique);
	}

}

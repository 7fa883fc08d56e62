package io.namedlock.jdbc.fault;

import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;

import io.namedlock.LockHandle;
import io.namedlock.LockLostException;
import io.namedlock.core.DefaultLockRegistry;
import io.namedlock.test.RowLockBackends;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A session is replaced by another one, which answers everything and holds nothing.
 */
@ParameterizedClass
@EnumSource(Setup.class)
@Timeout(60)
class ReplacedSessionTests {

	private final String name = "replaced:" + UUID.randomUUID();

	private final ReplacingSource source;

	private final DefaultLockRegistry node;

	private final DefaultLockRegistry otherNode;

	ReplacedSessionTests(Setup setup) {
		RowLockBackends.createTables(setup.database());
		this.source = new ReplacingSource(setup.database());
		this.node = setup.unharmed(this.source);
		this.otherNode = setup.unharmed(new ReplacingSource(setup.database()));
	}

	@AfterEach
	void close() {
		this.node.close();
		this.otherNode.close();
	}

	@Test
	void holderIsTold() throws SQLException {
		LockHandle held = this.node.acquire(this.name);
		this.source.replaceAll();
		try (LockHandle next = this.otherNode.acquire(this.name, Duration.ofSeconds(20))) {
			Awaitility.await().until(() -> !held.isHeld());
			assertThat(next.isHeld()).isTrue();
		}
		assertThatExceptionOfType(LockLostException.class).isThrownBy(held::close);
	}

	@Test
	void holderWhoAsksIsTold() throws SQLException {
		LockHandle held = this.node.acquire(this.name);
		this.source.replaceAll();
		assertThatExceptionOfType(LockLostException.class).isThrownBy(held::verify);
		assertThat(held.isHeld()).isFalse();
		assertThatExceptionOfType(LockLostException.class).isThrownBy(held::close);
	}

}

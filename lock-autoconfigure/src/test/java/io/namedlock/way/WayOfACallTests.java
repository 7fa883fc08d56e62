package io.namedlock.way;

import io.namedlock.test.TestDatabase;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How much of the library somebody passes who follows a call. A limit that is exceeded
 * asks for a shorter way, not for a higher limit.
 */
@Timeout(120)
class WayOfACallTests {

	private static final Log logger = LogFactory.getLog(WayOfACallTests.class);

	private static final WayOfACall WAY = new WayOfACall();

	@BeforeAll
	static void run() throws Exception {
		WAY.run(TestDatabase.mariaDb());
		show("acquire", WAY.acquire());
		show("isHeld", WAY.held());
		show("release", WAY.release());
	}

	@Test
	void leadsFromTheAnnotationToTheDatabase() {
		assertIsShort(WAY.acquire());
		assertThat(WAY.acquire().files()).hasSizeBetween(10, 28);
	}

	@Test
	void leadsBackToTheDatabase() {
		assertIsShort(WAY.release());
		assertThat(WAY.release().files()).hasSizeBetween(5, 28);
	}

	@Test
	void endsAtTheSessionsClockWhenALockIsHeld() {
		assertThat(WAY.held().types()).contains("io.namedlock.CurrentLock").hasSizeLessThanOrEqualTo(4);
		assertThat(WAY.held().types()).anyMatch((type) -> type.endsWith(".SessionClock"));
	}

	private static void assertIsShort(Way way) {
		assertThat(way.frames()).hasSizeBetween(5, 22);
		assertThat(way.types()).hasSizeBetween(4, 9);
	}

	private static void show(String what, Way way) {
		logger.info("%s: %d frames in %d types, %d files entered%n  %s%n  %s".formatted(what, way.frames().size(),
				way.types().size(), way.files().size(), String.join("%n  ".formatted(), way.frames()), way.files()));
	}

}

package io.namedlock.sample;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

/**
 * The page of two instances over one database, in a browser.
 */
@EnabledIf(value = "io.namedlock.sample.Browser#isInstalled",
		disabledReason = "no Chromium with its driver on the PATH:"
				+ " install the packages chromium and chromium-driver of Debian")
class PageTests {

	private static final int DESKTOP = 1200;

	private static final int PHONE = 360;

	private static final Deque<AutoCloseable> OPENED = new ArrayDeque<>();

	private static Browser browser;

	private static Instance first;

	private static Instance second;

	@BeforeAll
	static void start() throws IOException {
		browser = Browser.start();
		OPENED.push(browser);
		int databasePort = Instance.freePort();
		int port = Instance.freePort();
		int otherPort = Instance.freePort();
		first = start(port, databasePort, "default", port + "," + otherPort);
		second = start(otherPort, databasePort, "second", port + "," + otherPort + "," + Instance.freePort());
	}

	@AfterAll
	static void stop() throws Exception {
		for (AutoCloseable each : OPENED) {
			each.close();
		}
	}

	@Test
	void showsARushWithTheLockAtBothInstances() throws IOException {
		open(DESKTOP, "light");
		browser.one("#with-lock").click();
		browser.await("waiters at both", () -> browser.has(waiters(first)) && browser.has(waiters(second)));
		browser.await("a holder", () -> browser.has("#locks .held"));
		browser.await("some sales", () -> browser.all("#orders .sold").size() > 8);
		browser.photograph(Path.of("target", "page.png"));
		awaitOutcome("#outcome",
				"With the lock, 20 tickets of 20 went to 60 buyers. Nobody holds a ticket without a seat.");
		awaitSold(20);
		assertThat(browser.all("#orders .over")).isEmpty();
		assertThat(browser.all("#orders .A")).isNotEmpty();
		assertThat(browser.all("#orders .B")).isNotEmpty();
		browser.await("a mark for each call", () -> browser.all("#plot .wait").size() == 61);
		assertThat(browser.errors()).isEmpty();
	}

	@Test
	void showsWhatIsOversoldWithoutTheLock() {
		open(DESKTOP, "light");
		oversell();
		assertThat(browser.one("#outcome").getText()).contains("for a seat that does not exist");
		assertThat(browser.one("#stock").getText()).endsWith("too many");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			pay      | Booked once, by box-office-
			transfer | till 100, theatre 100, 200 in all as before
			book     | Lines 1 to 8, each total continues the one before
			report   | Written by box-office-
			""")
	void showsTheOtherUses(String use, String outcome) {
		open(DESKTOP, "light");
		browser.one("#" + use).click();
		awaitOutcome("#%s-outcome".formatted(use), outcome);
		assertThat(browser.one("#%s-outcome".formatted(use)).getDomAttribute("class")).contains("good");
	}

	@Test
	void sellsInARushOnAPhone() throws IOException {
		open(PHONE, "light");
		assertThat(browser.run("return document.documentElement.scrollWidth")).isEqualTo((long) PHONE);
		assertThat(browser.all("button, input"))
			.allSatisfy((control) -> assertThat(control.getSize().getHeight()).isGreaterThanOrEqualTo(44));
		browser.one("#with-lock").click();
		awaitOutcome("#outcome", "20 tickets of 20");
		awaitSold(20);
		browser.photograph(Path.of("target", "page-phone.png"));
		assertThat(browser.run("return document.documentElement.scrollWidth")).isEqualTo((long) PHONE);
	}

	@Test
	void isUsedByKeyboardAndReadAloud() {
		open(DESKTOP, "light");
		assertThat(browser.all("button, input, section, article button, #plot"))
			.allSatisfy((element) -> assertThat(element.getAccessibleName()).isNotBlank());
		for (int presses = 0; presses < 3; presses++) {
			browser.focused().sendKeys(Keys.TAB);
		}
		WebElement button = browser.focused();
		assertThat(button.getAccessibleName()).isEqualTo("Rush with the lock");
		assertThat(button.getCssValue("outline-style")).isEqualTo("solid");
		button.sendKeys(Keys.ENTER);
		awaitOutcome("#outcome", "With the lock");
		assertThat(browser.one("#outcome").getAriaRole()).isEqualTo("status");
	}

	@ParameterizedTest
	@ValueSource(strings = { "light", "dark" })
	void hasContrast(String scheme) throws IOException {
		open(DESKTOP, scheme);
		oversell();
		browser.photograph(Path.of("target", "page-%s.png".formatted(scheme)));
		assertThat(browser.run(Contrast.SCRIPT)).asInstanceOf(LIST).isEmpty();
	}

	@Test
	void tellsWhichInstanceDoesNotAnswer() {
		browser.open(second.url(), DESKTOP, 900, "light");
		browser.await("the absent instance", () -> browser.has("article.C"));
		assertThat(browser.one("article.C").getText()).contains("does not answer", "spring-boot.run.profiles=second");
	}

	private static Instance start(int port, int databasePort, String profile, String ports) throws IOException {
		Instance instance = new Instance(port, "--spring.profiles.active=" + profile,
				"--box-office.database.port=" + databasePort, "--box-office.ports=" + ports,
				"--box-office.bank-delay=100ms");
		OPENED.push(instance);
		return instance.awaitReady();
	}

	private static void open(int width, String scheme) {
		browser.open(first.url(), width, 1150, scheme);
		browser.await("both instances",
				() -> List.of(first, second)
					.stream()
					.allMatch((instance) -> browser.has("[data-instance='%s']".formatted(instance.name()))));
	}

	private static void oversell() {
		browser.one("#without-lock").click();
		browser.await("the outcome", () -> browser.has("#outcome.bad"));
		browser.await("tickets without a seat", () -> browser.has("#orders .over"));
	}

	private static String waiters(Instance instance) {
		return "[data-instance='%s'] .waiting".formatted(instance.name());
	}

	private static void awaitOutcome(String selector, String text) {
		browser.await(text, () -> browser.one(selector).getText().contains(text));
	}

	private static void awaitSold(int tickets) {
		browser.await(tickets + " sold", () -> browser.all("#orders .sold").size() == tickets);
	}

}

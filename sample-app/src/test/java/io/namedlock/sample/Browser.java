package io.namedlock.sample;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/**
 * The Chromium that is installed on this machine, without a window.
 */
final class Browser implements AutoCloseable {

	private static final List<String> BROWSERS = List.of("chromium", "chromium-browser", "google-chrome");

	private static final String DRIVER = "chromedriver";

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private final ChromeDriver driver;

	private Browser(ChromeDriver driver) {
		this.driver = driver;
	}

	static boolean isInstalled() {
		return browser().isPresent() && find(DRIVER).isPresent();
	}

	static Browser start() {
		ChromeOptions options = new ChromeOptions().setBinary(browser().orElseThrow());
		options.addArguments("--headless=new", "--disable-dev-shm-usage", "--disable-gpu", "--hide-scrollbars");
		if ("root".equals(System.getProperty("user.name"))) {
			options.addArguments("--no-sandbox");
		}
		ChromeDriverService service = new ChromeDriverService.Builder()
			.usingDriverExecutable(find(DRIVER).orElseThrow())
			.build();
		return new Browser(new ChromeDriver(service, options));
	}

	/**
	 * Opens a page.
	 * @param url its address
	 * @param width how wide the screen is, in pixels of CSS
	 * @param height how high it is
	 * @param scheme {@code light} or {@code dark}
	 */
	void open(String url, int width, int height, String scheme) {
		this.driver.executeCdpCommand("Emulation.setDeviceMetricsOverride",
				Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 500));
		this.driver.executeCdpCommand("Emulation.setEmulatedMedia",
				Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
		this.driver.get(url);
	}

	List<WebElement> all(String selector) {
		return this.driver.findElements(By.cssSelector(selector));
	}

	WebElement one(String selector) {
		return this.driver.findElement(By.cssSelector(selector));
	}

	WebElement focused() {
		return this.driver.switchTo().activeElement();
	}

	/**
	 * Whether an element is there at this very moment.
	 */
	boolean has(String selector) {
		return (boolean) run("return document.querySelector(arguments[0]) !== null", selector);
	}

	void await(String what, BooleanSupplier condition) {
		Awaitility.await(what).atMost(TIMEOUT).pollInterval(Duration.ofMillis(50)).until(condition::getAsBoolean);
	}

	Object run(String script, Object... arguments) {
		return this.driver.executeScript(script, arguments);
	}

	/**
	 * Takes a picture of what the screen shows.
	 */
	void photograph(Path file) throws IOException {
		Files.write(file, this.driver.getScreenshotAs(OutputType.BYTES));
	}

	/**
	 * The errors that the browser has logged since it was asked last.
	 */
	List<LogEntry> errors() {
		return this.driver.manage()
			.logs()
			.get(LogType.BROWSER)
			.getAll()
			.stream()
			.filter((entry) -> entry.getLevel() == Level.SEVERE)
			.toList();
	}

	@Override
	public void close() {
		this.driver.quit();
	}

	private static Optional<File> browser() {
		return BROWSERS.stream().flatMap((name) -> find(name).stream()).findFirst();
	}

	private static Optional<File> find(String program) {
		return Stream.of(System.getenv("PATH").split(File.pathSeparator))
			.map((folder) -> new File(folder, program))
			.filter(File::canExecute)
			.findFirst();
	}

}

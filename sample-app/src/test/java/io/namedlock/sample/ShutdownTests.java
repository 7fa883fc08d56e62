package io.namedlock.sample;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.namedlock.LockHandle;
import io.namedlock.annotation.NamedLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.web.servlet.function.RouterFunctions.route;

/**
 * The application ends while a request runs under its lock.
 */
@Timeout(120)
@ExtendWith(OutputCaptureExtension.class)
class ShutdownTests {

	private final Request slow = new Request();

	@AfterEach
	void end() {
		this.slow.end.complete(null);
	}

	@Test
	void aRequestKeepsItsLockToItsEnd(CapturedOutput output) throws Exception {
		ConfigurableApplicationContext context = start("30s");
		CompletableFuture<HttpResponse<String>> answer = get(context);
		LockHandle lock = this.slow.lock.get(30, TimeUnit.SECONDS);
		CompletableFuture<Void> closing = close(context);
		await().until(context::isClosed);
		assertThat(lock.isHeld()).isTrue();
		lock.verify();
		assertThat(closing).isNotDone();
		this.slow.end.complete(null);
		assertThat(answer.get(30, TimeUnit.SECONDS).body()).isEqualTo("done, and held to the end: true");
		closing.get(30, TimeUnit.SECONDS);
		assertThat(output).doesNotContain("The lock registry closes while");
	}

	@Test
	void aRequestThatDoesNotEndIsReportedAndToldThatItsLockIsLost(CapturedOutput output) throws Exception {
		ConfigurableApplicationContext context = start("200ms");
		get(context);
		LockHandle lock = this.slow.lock.get(30, TimeUnit.SECONDS);
		CountDownLatch told = new CountDownLatch(1);
		lock.onLost(told::countDown);
		close(context).get(60, TimeUnit.SECONDS);
		assertThat(told.getCount()).isZero();
		assertThat(lock.isHeld()).isFalse();
		assertThat(output).containsOnlyOnce("The lock registry closes while locks are held")
			.contains("Lock 'slow', by thread '")
			.contains("SlowService.serve");
	}

	private ConfigurableApplicationContext start(String timeout) {
		return new SpringApplicationBuilder(BoxOfficeApplication.class)
			.initializers((context) -> addSlowService((GenericApplicationContext) context))
			.run("--spring.profiles.active=h2", "--server.port=0", "--spring.jmx.enabled=false",
					"--spring.datasource.url=jdbc:h2:mem:shutdown-%s;DB_CLOSE_DELAY=-1".formatted(timeout),
					"--spring.lifecycle.timeout-per-shutdown-phase=" + timeout);
	}

	private void addSlowService(GenericApplicationContext context) {
		context.registerBean(SlowService.class, () -> new SlowService(this.slow));
		context.registerBean("slow", RouterFunction.class,
				() -> route()
					.GET("/slow", (request) -> ServerResponse.ok().body(context.getBean(SlowService.class).serve()))
					.build());
	}

	private static CompletableFuture<HttpResponse<String>> get(ConfigurableApplicationContext context) {
		URI uri = URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port") + "/slow");
		return HttpClient.newHttpClient().sendAsync(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
	}

	private static CompletableFuture<Void> close(ConfigurableApplicationContext context) {
		return CompletableFuture.runAsync(context::close, (task) -> new Thread(task).start());
	}

	/**
	 * What a request under its lock shares with its test.
	 */
	private static final class Request {

		private final CompletableFuture<LockHandle> lock = new CompletableFuture<>();

		private final CompletableFuture<Void> end = new CompletableFuture<>();

	}

	static class SlowService {

		private final Request request;

		SlowService(Request request) {
			this.request = request;
		}

		/**
		 * Does not care for interrupts, by which the web server ends requests.
		 */
		@NamedLock("slow")
		public String serve() {
			LockHandle current = LockHandle.current();
			this.request.lock.complete(current);
			this.request.end.join();
			return "done, and held to the end: " + current.isHeld();
		}

	}

}

package io.namedlock.autoconfigure;

import java.net.URI;
import java.security.Principal;
import java.time.Instant;
import java.util.regex.Pattern;

import io.namedlock.LockHandle;
import io.namedlock.LockRegistry;
import io.namedlock.LockRequest;
import io.namedlock.actuate.NamedLocksDescriptor;
import io.namedlock.actuate.NamedLocksEndpoint;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.jackson.JacksonEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementContextAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.web.context.WebApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The actuator endpoint, over the web.
 */
class NamedLocksEndpointTests {

	private static final Principal SOMEBODY = () -> "somebody";

	private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(NamedLockAutoConfiguration.class, NamedLockActuatorAutoConfiguration.class,
						EndpointAutoConfiguration.class, JacksonEndpointAutoConfiguration.class,
						WebEndpointAutoConfiguration.class, ManagementContextAutoConfiguration.class,
						JacksonAutoConfiguration.class, HttpMessageConvertersAutoConfiguration.class,
						DispatcherServletAutoConfiguration.class, WebMvcAutoConfiguration.class))
		.withPropertyValues("named-lock.backend=memory", "management.endpoints.web.exposure.include=namedlocks");

	@Test
	void showsWhatIsHeld() {
		this.runner.withPropertyValues("named-lock.endpoint.show-names=always").run((context) -> {
			try (LockHandle handle = hold(context)) {
				assertThat(get(context, "/actuator/namedlocks", null)).hasStatusOk().bodyJson().satisfies((json) -> {
					json.assertThat().extractingPath("$.backend").isEqualTo("memory of this JVM");
					json.assertThat().extractingPath("$.held[0].name").isEqualTo("order:42");
					json.assertThat().extractingPath("$.held[0].template").isEqualTo("order:<#id>");
					json.assertThat().extractingPath("$.held[0].mode").isEqualTo("exclusive");
					json.assertThat().extractingPath("$.held[0].thread").isEqualTo(Thread.currentThread().getName());
					json.assertThat().extractingPath("$.held[0].since").asString().endsWith("Z");
					json.assertThat().extractingPath("$.held[0].stack").asArray().isEmpty();
					json.assertThat().extractingPath("$.waiting").asArray().isEmpty();
				});
			}
		});
	}

	@Test
	void showsStacksOnRequest() {
		this.runner.run((context) -> {
			try (LockHandle handle = hold(context)) {
				assertThat(get(context, "/actuator/namedlocks?stacks=true", null)).hasStatusOk()
					.bodyJson()
					.extractingPath("$.held[0].stack")
					.asArray()
					.anySatisfy((line) -> assertThat(line).asString().contains("showsStacksOnRequest"));
			}
		});
	}

	@ParameterizedTest
	@CsvSource({ "always,false,true", "always,true,true", "when-authorized,false,false", "when-authorized,true,true",
			"never,false,false", "never,true,false", ",false,false", ",true,true" })
	void showsNamesToThoseWhoMaySeeThem(String showNames, boolean loggedIn, boolean shown) {
		WebApplicationContextRunner configured = (showNames != null)
				? this.runner.withPropertyValues("named-lock.endpoint.show-names=" + showNames) : this.runner;
		configured.run((context) -> {
			try (LockHandle bare = context.getBean(LockRegistry.class).acquire("bare:42")) {
				whileWaitedFor(context, () -> {
					MvcTestResult answer = get(context, "/actuator/namedlocks", loggedIn ? SOMEBODY : null);
					assertThat(answer).hasStatusOk().bodyText().contains("order:<#id>").satisfies((text) -> {
						assertThat(count(text, "order:42")).isEqualTo(shown ? 2 : 0);
						assertThat(count(text, "bare:42")).isEqualTo(shown ? 1 : 0);
					});
				});
			}
		});
	}

	@Test
	void showsWhoWaits() {
		this.runner.run((context) -> whileWaitedFor(context,
				() -> assertThat(get(context, "/actuator/namedlocks?stacks=true", SOMEBODY)).hasStatusOk()
					.bodyJson()
					.satisfies((json) -> {
						json.assertThat().extractingPath("$.held[0].waiters").isEqualTo(1);
						json.assertThat().extractingPath("$.waiting[0].name").isEqualTo("order:42");
						json.assertThat().extractingPath("$.waiting[0].template").isEqualTo("order:<#id>");
						json.assertThat().extractingPath("$.waiting[0].mode").isEqualTo("exclusive");
						json.assertThat().extractingPath("$.waiting[0].thread").isEqualTo("waiter");
						json.assertThat().extractingPath("$.waiting[0].atDatabase").isEqualTo(false);
						json.assertThat()
							.extractingPath("$.waiting[0].stack")
							.asArray()
							.anySatisfy((line) -> assertThat(line).asString().contains("acquire"));
					})));
	}

	@Test
	void showsSinceWhen() {
		this.runner.run((context) -> {
			Instant before = Instant.now();
			whileWaitedFor(context, () -> {
				NamedLocksDescriptor shown = context.getBean(NamedLocksEndpoint.class).namedLocks(false);
				Instant held = shown.held().get(0).since();
				assertThat(held).isAfterOrEqualTo(before.minusSeconds(1));
				assertThat(shown.waiting().get(0).since()).isAfter(held).isBefore(Instant.now());
			});
		});
	}

	@Test
	void showsWhatBelongsToNoThreadAnyMore() {
		this.runner.run((context) -> {
			try (LockHandle handle = hold(context).detach()) {
				assertThat(context.getBean(NamedLocksEndpoint.class).namedLocks(false).held()).singleElement()
					.satisfies((held) -> assertThat(held.detached()).isTrue());
			}
		});
	}

	@Test
	void asksTheDatabaseForOneLock() {
		this.runner.run((context) -> {
			LockRegistry locks = context.getBean(LockRegistry.class);
			try (LockHandle handle = locks.acquire("orders/42"); LockHandle other = locks.acquire("orders/43")) {
				assertThat(get(context, "/actuator/namedlocks/orders/42", null)).hasStatusOk()
					.bodyJson()
					.satisfies((json) -> {
						json.assertThat().extractingPath("$.name").isEqualTo("orders/42");
						json.assertThat().extractingPath("$.state").isEqualTo("held");
						json.assertThat().extractingPath("$.heldBy").isEqualTo("this JVM");
						json.assertThat().extractingPath("$.held").asArray().hasSize(1);
					});
			}
			assertThat(get(context, "/actuator/namedlocks/orders/42", null)).bodyJson()
				.extractingPath("$.state")
				.isEqualTo("free");
		});
	}

	@Test
	void showsOfOneLockWhoHasItAndWhoWaits() {
		this.runner.withPropertyValues("named-lock.endpoint.show-names=never")
			.run((context) -> whileWaitedFor(context, () -> {
				NamedLocksEndpoint endpoint = context.getBean(NamedLocksEndpoint.class);
				assertThat(endpoint.namedLock("order:42").held()).extracting(NamedLocksDescriptor.Held::name)
					.containsExactly("order:42");
				assertThat(endpoint.namedLock("order:42").waiting()).extracting(NamedLocksDescriptor.Waiting::name)
					.containsExactly("order:42");
				assertThat(endpoint.namedLock("order:43").held()).isEmpty();
				assertThat(endpoint.namedLock("order:43").waiting()).isEmpty();
			}));
	}

	@Test
	void refusesWhatIsNoName() {
		this.runner.run((context) -> assertThat(get(context, "/actuator/namedlocks/%20", null)).hasStatus(400));
	}

	@ParameterizedTest
	@ValueSource(strings = { "management.endpoints.web.exposure.include=info",
			"management.endpoint.namedlocks.access=NONE" })
	void isThereOnlyIfExposed(String property) {
		this.runner.withPropertyValues(property)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(NamedLocksEndpoint.class));
	}

	@ParameterizedTest
	@CsvSource({ "always,order:42", "when-authorized,******", "never,******" })
	void showsNamesElsewhereOnlyIfAlways(String showNames, String shown) {
		this.runner.withPropertyValues("named-lock.endpoint.show-names=" + showNames)
			.run((context) -> whileWaitedFor(context, () -> {
				NamedLocksDescriptor locks = context.getBean(NamedLocksEndpoint.class).namedLocks(null);
				assertThat(locks.held()).extracting(NamedLocksDescriptor.Held::name).containsExactly(shown);
				assertThat(locks.waiting()).extracting(NamedLocksDescriptor.Waiting::name).containsExactly(shown);
			}));
	}

	@Test
	void showsTheSessionsAndFindingsOfADatabase() {
		this.runner.withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class))
			.withPropertyValues("named-lock.backend=auto",
					"spring.datasource.url=jdbc:h2:mem:endpoint;DB_CLOSE_DELAY=-1")
			.run((context) -> {
				try (LockHandle handle = hold(context)) {
					NamedLocksDescriptor shown = context.getBean(NamedLocksEndpoint.class).namedLocks(false);
					assertThat(shown.backend()).startsWith("H2").endsWith("row locks");
					assertThat(shown.findings()).contains("excludes between sessions");
					assertThat(shown.sessions()).singleElement().satisfies((session) -> {
						assertThat(session.alive()).isTrue();
						assertThat(session.locks()).isOne();
						assertThat(session.id()).isEqualTo(shown.held().get(0).session());
					});
				}
			});
	}

	@Test
	void startsWithoutActuator() {
		new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(NamedLockAutoConfiguration.class, NamedLockActuatorAutoConfiguration.class))
			.withPropertyValues("named-lock.backend=memory")
			.withClassLoader(new FilteredClassLoader("org.springframework.boot.actuate"))
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(LockRegistry.class));
	}

	private static LockHandle hold(ApplicationContext context) {
		return context.getBean(LockRegistry.class).acquire(LockRequest.of("order:42").withTemplate("order:<#id>"));
	}

	/**
	 * Does something while the lock is held and a thread waits for it.
	 */
	private static void whileWaitedFor(ApplicationContext context, Runnable action) throws InterruptedException {
		LockRegistry locks = context.getBean(LockRegistry.class);
		Thread waiter = new Thread(() -> hold(context).close(), "waiter");
		try (LockHandle handle = hold(context)) {
			waiter.start();
			Awaitility.await().until(() -> !locks.overview(false).waiting().isEmpty());
			action.run();
		}
		finally {
			waiter.join();
		}
	}

	private static int count(String text, String part) {
		return text.split(Pattern.quote(part), -1).length - 1;
	}

	private static MvcTestResult get(WebApplicationContext context, String uri, Principal principal) {
		MockHttpServletRequestBuilder request = MockMvcRequestBuilders.get(URI.create(uri));
		if (principal != null) {
			request.principal(principal);
		}
		return MockMvcTester.from(context).perform(request);
	}

}

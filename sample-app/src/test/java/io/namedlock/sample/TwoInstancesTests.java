package io.namedlock.sample;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two JVMs over one database. Every other call goes to the second.
 */
class TwoInstancesTests {

	private static final int CALLS = 40;

	private static final JsonMapper JSON = new JsonMapper();

	private static final Deque<Instance> STARTED = new ArrayDeque<>();

	private static Instance first;

	private static Instance second;

	@BeforeAll
	static void start() throws IOException {
		int databasePort = Instance.freePort();
		first = start(databasePort, "default");
		second = start(databasePort, "second");
	}

	@AfterAll
	static void stop() {
		STARTED.forEach(Instance::close);
	}

	@Test
	void sellsExactlyTheStock() throws Exception {
		int stock = CALLS / 2;
		first.put("/events/premiere", "tickets=" + stock);
		List<TicketOrder> orders = call("/events/premiere/orders", "customer=42").stream()
			.filter((answer) -> answer.statusCode() == 200)
			.map((answer) -> read(answer, TicketOrder.class))
			.toList();
		assertThat(orders).hasSize(stock).extracting(TicketOrder::instance).contains(first.name(), second.name());
		assertThat(read(second.get("/events/premiere"), Event.class)).isEqualTo(new Event("premiere", stock, 0));
	}

	@Test
	void booksAPaymentNoticeOnce() throws Exception {
		Set<String> answers = call("/payments", "notice=n-1&order=o-1").stream()
			.map(HttpResponse::body)
			.collect(Collectors.toSet());
		assertThat(answers).hasSize(1)
			.allSatisfy((answer) -> assertThat(JSON.readValue(answer, Payment[].class)).hasSize(1));
	}

	@Test
	void transfersInBothDirectionsWithoutDeadlock() throws Exception {
		first.put("/accounts/till", "balance=100");
		first.put("/accounts/theatre", "balance=100");
		List<HttpResponse<String>> answers = Together.call(CALLS, (number) -> {
			String form = (number % 4 < 2) ? "from=till&to=theatre&amount=1" : "from=theatre&to=till&amount=1";
			return () -> instance(number).post("/transfers", form);
		});
		assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(200);
		assertThat(read(first.get("/accounts/till"), Account.class)).isEqualTo(new Account("till", 100));
		assertThat(read(second.get("/accounts/theatre"), Account.class)).isEqualTo(new Account("theatre", 100));
	}

	@Test
	void continuesACustomersStatementLineByLine() throws Exception {
		call("/customers/42/points", "points=2");
		StatementLine[] lines = read(first.get("/customers/42/points"), StatementLine[].class);
		assertThat(lines).extracting(StatementLine::position)
			.containsExactlyElementsOf(IntStream.rangeClosed(1, CALLS).boxed().toList());
		assertThat(lines).allSatisfy((line) -> assertThat(line.total()).isEqualTo(2 * line.position()));
	}

	@Test
	void writesTheReportOnOneInstance() {
		Awaitility.await().until(() -> reports(first).length > 0);
		Awaitility.await()
			.during(Duration.ofSeconds(3))
			.atMost(Duration.ofSeconds(30))
			.untilAsserted(() -> assertThat(reports(second)).hasSize(1));
	}

	private static Instance start(int databasePort, String profile) throws IOException {
		Instance instance = new Instance(Instance.freePort(), "--spring.profiles.active=" + profile,
				"--box-office.database.port=" + databasePort, "--named-lock.wait-time=1m",
				"--box-office.report.cron=* * * * * *", "--box-office.report.lock-at-least-for=1h");
		STARTED.push(instance);
		return instance.awaitReady();
	}

	private static List<HttpResponse<String>> call(String path, String form) throws Exception {
		return Together.call(CALLS, (number) -> () -> instance(number).post(path, form));
	}

	private static Instance instance(int number) {
		return (number % 2 == 0) ? first : second;
	}

	private static Report[] reports(Instance instance) throws Exception {
		return read(instance.get("/reports"), Report[].class);
	}

	private static <T> T read(HttpResponse<String> answer, Class<T> type) {
		return JSON.readValue(answer.body(), type);
	}

}

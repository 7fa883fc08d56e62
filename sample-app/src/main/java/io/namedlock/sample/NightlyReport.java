package io.namedlock.sample;

import java.time.LocalDateTime;
import java.util.List;

import io.namedlock.annotation.NamedLock;
import io.namedlock.annotation.WhenUnavailable;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

/**
 * Writes a report every night, on one of the instances. All of them wake at the same
 * time: the first gets the lock, the others skip. The lock is kept for a while after the
 * report is written, so that an instance whose clock is late skips too.
 */
@Service
class NightlyReport {

	private final JdbcClient jdbc;

	private final BoxOfficeProperties properties;

	NightlyReport(JdbcClient jdbc, BoxOfficeProperties properties) {
		this.jdbc = jdbc;
		this.properties = properties;
	}

	@Scheduled(cron = "${box-office.report.cron}")
	@NamedLock(name = "box-office:nightly-report", waitTime = "0", whenUnavailable = WhenUnavailable.SKIP,
			lockAtLeastFor = "${box-office.report.lock-at-least-for}")
	public void write() {
		long sold = this.jdbc.sql("SELECT COUNT(*) FROM ticket_order").query(Long.class).single();
		this.jdbc.sql("INSERT INTO report (written_at, sold, instance) VALUES (?, ?, ?)")
			.params(LocalDateTime.now(), sold, this.properties.instance())
			.update();
	}

	public List<Report> reports() {
		return this.jdbc.sql("SELECT written_at, sold, instance FROM report ORDER BY written_at")
			.query(new SimplePropertyRowMapper<>(Report.class))
			.list();
	}

}

package io.namedlock.jdbc.dialect;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How a PostgreSQL session is set up to hold locks or wait for them.
 */
final class PostgreSqlSettings {

	/**
	 * How soon the server sees that a waiting client has gone.
	 */
	private static final long CHECK_MILLIS = 1000;

	private PostgreSqlSettings() {
	}

	/**
	 * Leaves out what the server does not have: {@code idle_session_timeout} and
	 * {@code client_connection_check_interval} came with PostgreSQL 14, and the latter
	 * cannot be set on Windows. See
	 * <a href= "https://www.postgresql.org/docs/current/runtime-config.html">the
	 * manual</a>.
	 */
	static String statement(Duration deadHolderTimeout) {
		String values = settings(deadHolderTimeout).entrySet()
			.stream()
			.map((setting) -> "('%s', '%s')".formatted(setting.getKey(), setting.getValue()))
			.collect(Collectors.joining(", "));
		return """
				SELECT set_config(name, wanted, false)
				FROM (VALUES %s) AS lock_session (name, wanted) JOIN pg_settings USING (name)
				WHERE name <> 'client_connection_check_interval' OR version() !~* 'windows|mingw|visual c|msvc'"""
			.formatted(values);
	}

	/**
	 * A session that is silent is ended, and so is one whose client cannot be reached:
	 * the probes take as long as the silence may, and the check interval lets a wait see
	 * their result.
	 */
	private static Map<String, Object> settings(Duration deadHolderTimeout) {
		long millis = deadHolderTimeout.toMillis();
		long probeSeconds = Math.max(1, deadHolderTimeout.toSeconds() / 3);
		Map<String, Object> settings = new LinkedHashMap<>();
		settings.put("idle_session_timeout", millis);
		settings.put("idle_in_transaction_session_timeout", millis);
		settings.put("tcp_user_timeout", millis);
		settings.put("tcp_keepalives_idle", probeSeconds);
		settings.put("tcp_keepalives_interval", probeSeconds);
		settings.put("tcp_keepalives_count", 2);
		settings.put("client_connection_check_interval", CHECK_MILLIS);
		settings.put("statement_timeout", 0);
		settings.put("transaction_timeout", 0);
		settings.put("lock_timeout", 0);
		settings.put("plan_cache_mode", "force_generic_plan");
		return settings;
	}

}

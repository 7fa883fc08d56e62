package io.namedlock.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.json.JSONArray;
import org.json.JSONException;
import org.json.JSONObject;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an editor knows of the properties.
 */
class ConfigurationMetadataTests {

	@Test
	void hintsAtEachValueOfAnEnum() throws Exception {
		Map<String, String> types = properties("type");
		for (JSONObject hint : NamedLockPropertiesTests.metadata("hints")) {
			Class<?> type = Class.forName(types.get(hint.getString("name")));
			if (type.isEnum()) {
				assertThat(values(hint)).as("%s", hint)
					.extracting((value) -> value.optString("value"))
					.containsExactlyInAnyOrderElementsOf(constants(type));
			}
		}
	}

	@Test
	void allowsOtherValuesThanThoseHintedAtOfWhatIsNoEnum() throws Exception {
		Map<String, String> types = properties("type");
		for (JSONObject hint : NamedLockPropertiesTests.metadata("hints")) {
			if (!Class.forName(types.get(hint.getString("name"))).isEnum()) {
				assertThat(hint.optJSONArray("providers")).as("%s", hint).hasToString("[{\"name\":\"any\"}]");
			}
		}
	}

	@Test
	void describesEachValue() throws Exception {
		for (JSONObject hint : NamedLockPropertiesTests.metadata("hints")) {
			assertThat(values(hint)).as("%s", hint)
				.allSatisfy((value) -> assertThat(value.optString("description")).endsWith("."));
		}
	}

	@Test
	void tellsEachDefaultThereIs() throws Exception {
		Map<String, String> types = properties("type");
		Map<String, String> defaults = properties("defaultValue");
		assertThat(defaults).containsEntry("management.health.named-locks.enabled", "true");
		assertThat(types.keySet()).filteredOn((property) -> !defaults.containsKey(property))
			.containsExactlyInAnyOrder("named-lock.datasource.username", "named-lock.datasource.password",
					"named-lock.sessions.max-locks");
	}

	private static Map<String, String> properties(String attribute) throws Exception {
		return NamedLockPropertiesTests.metadata("properties")
			.stream()
			.filter((property) -> property.has(attribute))
			.collect(Collectors.toMap((property) -> property.optString("name"),
					(property) -> property.optString(attribute)));
	}

	private static List<String> constants(Class<?> type) {
		return Stream.of(type.getEnumConstants())
			.map((constant) -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-'))
			.toList();
	}

	private static List<JSONObject> values(JSONObject hint) throws JSONException {
		JSONArray values = hint.optJSONArray("values");
		List<JSONObject> list = new ArrayList<>();
		for (int i = 0; values != null && i < values.length(); i++) {
			list.add(values.getJSONObject(i));
		}
		return list;
	}

}

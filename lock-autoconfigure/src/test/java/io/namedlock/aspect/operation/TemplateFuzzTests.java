package io.namedlock.aspect.operation;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.namedlock.LockConfigurationException;
import io.namedlock.LockException;
import io.namedlock.LockRequest;
import io.namedlock.annotation.NamedLock;
import io.namedlock.aspect.template.Invocation;
import io.namedlock.aspect.template.LockNameTemplate;
import io.namedlock.aspect.template.LockNameTemplateParser;
import io.namedlock.aspect.template.NamedLockDeclaration;
import io.namedlock.aspect.template.PlaceholderResolver;
import io.namedlock.aspect.template.TemplateException;
import io.namedlock.core.LockNameArbitraries;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.util.ReflectionUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever stands in an annotation, and whatever a call passes, ends in a lock's name or
 * in an exception of the library.
 */
class TemplateFuzzTests {

	private static final List<String> TOKENS = List.of("<", ">", "<#id>", "<#text>", "#id", "#text", "#p0", "#p9",
			"#this", "#root", "#root.args[0]", "#root.method.name", "#nobody", "(", ")", "[", "]", "{", "}", "'", "\"",
			"\\", "+", "-", "*", "/", "%", "^", "?", "?:", "?.", ".", ":", ",", "=", "==", "++", "!", "@region",
			"@nobody", "&region", "T(", "T(String)", "new ", "null", "1", "0", "-1", "1e999", "99999999999999999999",
			"0x", ".length()", ".charAt(9)", ".![", ".?[", "matches", " instanceof ", " between ", "${app.name}",
			"${app.none}", "${app.none:x}", "${", "${}", "#{", " ", "\t", "\n", "\u0000", "\ud83d", "ä", "app:");

	private final LockNameTemplateParser parser = parser();

	@Property(tries = 3_000)
	void aTemplateGivesANameOrAnExceptionOfTheLibrary(@ForAll("templates") String template, @ForAll int id,
			@ForAll("values") String text) {
		try {
			assertThat(nameOf(template, id, text)).isNotBlank();
		}
		catch (LockException | LockConfigurationException ex) {
			assertThat(ex.getMessage()).isNotBlank();
		}
	}

	@Property
	void aValueIsTextWhateverItLooksLike(@ForAll("values") String text) {
		try {
			assertThat(nameOf("app:<#text>", 1, text)).isEqualTo("app:" + text);
		}
		catch (LockException | LockConfigurationException ex) {
			assertThat(text.isBlank() || text.chars().anyMatch(TemplateFuzzTests::isUnusable)).as(text).isTrue();
		}
	}

	@Property(tries = 3_000)
	void aDurationIsReadOrRefused(@ForAll("durations") String text) {
		try {
			assertThat(LockDurations.parse(text)).isGreaterThanOrEqualTo(Duration.ZERO);
		}
		catch (TemplateException ex) {
			assertThat(ex.remedy()).isNotBlank();
		}
	}

	private String nameOf(String template, int id, String text) {
		NamedLock annotation = AnnotationUtils.synthesizeAnnotation(Map.of("name", template), NamedLock.class, null);
		var method = ReflectionUtils.findMethod(Orders.class, "process", int.class, String.class);
		LockNameTemplate parsed = this.parser.parse(new NamedLockDeclaration(annotation, method), method);
		Invocation invocation = new Invocation(method, new Orders(), Orders.class, new Object[] { id, text });
		return LockRequest.of(parsed.evaluate(invocation)).toString();
	}

	private static boolean isUnusable(int character) {
		return Character.isISOControl(character) || Character.isSurrogate((char) character);
	}

	@Provide
	Arbitrary<String> templates() {
		return Arbitraries.oneOf(tokens(), tokens().map((text) -> "<" + text + ">"),
				Arbitraries.strings().ofMaxLength(20));
	}

	@Provide
	Arbitrary<String> values() {
		return Arbitraries.oneOf(tokens(), LockNameArbitraries.text(), Arbitraries.strings().ofMaxLength(20));
	}

	@Provide
	Arbitrary<String> durations() {
		Arbitrary<String> written = Arbitraries
			.of("PT", "P", "T", "1", "5", "-", "+", "0", ".", "99999999999999999999", "ns", "us", "ms", "s", "m", "h",
					"d", "S", "D", "H", " ", "e", "E9", "µ", "²")
			.list()
			.ofMaxSize(6)
			.map((parts) -> String.join("", parts));
		return Arbitraries.oneOf(written, Arbitraries.strings().ofMaxLength(10));
	}

	private static Arbitrary<String> tokens() {
		return Arbitraries.of(TOKENS).list().ofMaxSize(8).map((parts) -> String.join("", parts));
	}

	private static LockNameTemplateParser parser() {
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources().addFirst(new MapPropertySource("test", Map.of("app.name", "shop")));
		DefaultListableBeanFactory beanFactory = new DefaultListableBeanFactory();
		beanFactory.addEmbeddedValueResolver(environment::resolveRequiredPlaceholders);
		beanFactory.registerSingleton("region", "north");
		return new LockNameTemplateParser(beanFactory, new PlaceholderResolver(beanFactory));
	}

	static class Orders {

		public String process(int id, String text) {
			return id + text;
		}

	}

}

package io.namedlock;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.jayway.jsonpath.JsonPath;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.namedlock.aspect.NamedLockAspect;
import io.namedlock.autoconfigure.NamedLockActuatorAutoConfiguration;
import io.namedlock.autoconfigure.NamedLockAutoConfiguration;
import io.namedlock.autoconfigure.NamedLockHealthAutoConfiguration;
import io.namedlock.autoconfigure.NamedLockObservabilityAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that what applications may rely on stays as it is: the members of the public
 * packages, the names of properties and beans. All of it is written down in
 * {@code public-api.txt}.
 */
class PublicApiTests {

	private static final String HINT = "What was removed or changed breaks applications. "
			+ "What is new belongs into src/test/resources/public-api.txt, and members into PublicApi too";

	private final ApplicationContextRunner application = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(NamedLockAutoConfiguration.class,
				NamedLockActuatorAutoConfiguration.class, NamedLockHealthAutoConfiguration.class,
				NamedLockObservabilityAutoConfiguration.class, ObservationAutoConfiguration.class))
		.withBean(SimpleMeterRegistry.class)
		.withPropertyValues("named-lock.backend=memory", "management.endpoints.web.exposure.include=*",
				"management.endpoints.jmx.exposure.include=*");

	@Test
	void keepsItsTypesAndMembers() {
		assertThat(publicTypes().flatMap(PublicApiTests::lines)).as(HINT)
			.containsExactlyInAnyOrderElementsOf(written("types"));
	}

	@Test
	void compilesAgainstEachMember() {
		Set<String> used = new ClassFileImporter().importClasses(PublicApi.class)
			.get(PublicApi.class)
			.getAccessesFromSelf()
			.stream()
			.map(JavaAccess::getTarget)
			.map((target) -> target.getFullName())
			.collect(Collectors.toSet());
		assertThat(publicTypes().flatMap(PublicApiTests::members).map(PublicApiTests::fullName)).as(HINT)
			.allSatisfy((member) -> assertThat(used).contains(member));
	}

	@Test
	void keepsTheNamesOfItsProperties() throws IOException {
		Set<String> names = new TreeSet<>();
		for (URL metadata : Collections
			.list(getClass().getClassLoader().getResources("META-INF/spring-configuration-metadata.json"))) {
			try (InputStream content = metadata.openStream()) {
				List<String> all = JsonPath.read(content, "$.properties[*].name");
				all.stream().filter((name) -> name.replace("-", "").contains("namedlock")).forEach(names::add);
			}
		}
		assertThat(names).as(HINT).containsExactlyInAnyOrderElementsOf(written("properties"));
	}

	@Test
	void keepsTheNamesOfItsBeans() {
		Set<String> names = new TreeSet<>();
		this.application.run((context) -> names.addAll(List.of(context.getBeanDefinitionNames())));
		this.application.withPropertyValues("named-lock.enabled=false")
			.run((context) -> names.addAll(List.of(context.getBeanDefinitionNames())));
		names.removeIf((name) -> !name.startsWith("namedLock"));
		assertThat(names).as(HINT).containsExactlyInAnyOrderElementsOf(written("beans"));
	}

	private static Stream<Class<?>> publicTypes() {
		return Stream.concat(new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
			.importPackages("io.namedlock")
			.stream()
			.filter((type) -> Set.of("io.namedlock", "io.namedlock.annotation").contains(type.getPackageName()))
			.<Class<?>>map(JavaClass::reflect)
			.filter(PublicApiTests::isPublic), Stream.of(NamedLockAspect.class));
	}

	private static boolean isPublic(Class<?> type) {
		Class<?> enclosing = type.getEnclosingClass();
		return Modifier.isPublic(type.getModifiers()) && (enclosing == null || isPublic(enclosing));
	}

	private static Stream<String> lines(Class<?> type) {
		List<String> supertypes = new ArrayList<>();
		if (type.getSuperclass() != null && type.getSuperclass() != Object.class) {
			supertypes.add(type.getGenericSuperclass().getTypeName());
		}
		Arrays.stream(type.getGenericInterfaces()).forEach((implemented) -> supertypes.add(implemented.getTypeName()));
		String line = "%s%s %s".formatted(Modifier.toString(type.getModifiers() & ~Modifier.INTERFACE),
				type.isInterface() ? " interface" : " class", type.getName())
				+ (supertypes.isEmpty() ? "" : " : " + String.join(", ", supertypes));
		return Stream.concat(Stream.of(line), members(type).map(PublicApiTests::line));
	}

	/**
	 * What a compiler writes into records and enums anyway is left out.
	 */
	private static Stream<Member> members(Class<?> type) {
		return Stream.<Member[]>of(type.getDeclaredFields(), type.getDeclaredConstructors(), type.getDeclaredMethods())
			.flatMap(Arrays::stream)
			.filter((member) -> Modifier.isPublic(member.getModifiers()) || Modifier.isProtected(member.getModifiers()))
			.filter((member) -> !member.isSynthetic())
			.filter((member) -> !type.isEnum() || !Set.of("values", "valueOf").contains(member.getName()))
			.filter((member) -> !type.isRecord()
					|| !Set.of("equals", "hashCode", "toString").contains(member.getName()));
	}

	private static String line(Member member) {
		Object defaultValue = (member instanceof Method method) ? method.getDefaultValue() : null;
		String generic = (member instanceof Executable executable) ? executable.toGenericString()
				: ((Field) member).toGenericString();
		return (defaultValue != null) ? "%s default '%s'".formatted(generic, defaultValue) : generic;
	}

	private static String fullName(Member member) {
		String owner = member.getDeclaringClass().getName();
		if (member instanceof Executable executable) {
			return "%s.%s(%s)".formatted(owner, (member instanceof Constructor<?>) ? "<init>" : member.getName(),
					Arrays.stream(executable.getParameterTypes())
						.map(Class::getName)
						.collect(Collectors.joining(", ")));
		}
		return owner + "." + member.getName();
	}

	/**
	 * The lines of one paragraph, without its heading.
	 */
	private static List<String> written(String paragraph) {
		try (InputStream content = PublicApiTests.class.getResourceAsStream("/public-api.txt")) {
			assertThat(content).isNotNull();
			String text = new String(content.readAllBytes(), StandardCharsets.UTF_8);
			return Arrays.stream(text.split("\n\n"))
				.filter((each) -> each.startsWith(paragraph + ":\n"))
				.flatMap(String::lines)
				.skip(1)
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}

package io.namedlock;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who may import whom.
 */
class ArchitectureTests {

	private static final JavaClasses LIBRARY = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importPackages("io.namedlock");

	/**
	 * Which package imports which, each line only from those before it: read downwards,
	 * it is the way of a call through the locks and then through the aspect.
	 */
	private static final String EDGES = """
			annotation > root
			core > root
			jdbc.dialect > root core
			jdbc > root core jdbc.dialect
			jdbc.session > root core jdbc.dialect jdbc
			jdbc.check > root core jdbc.dialect jdbc jdbc.session
			jdbc.pool > root core jdbc.dialect jdbc jdbc.session
			jdbc.call > root core jdbc.dialect jdbc jdbc.session jdbc.check jdbc.pool
			aspect.template > root annotation
			aspect.operation > root annotation aspect.template
			aspect.hold > root aspect.template
			aspect > root annotation aspect.template aspect.operation aspect.hold
			aspect.check > root aspect.template aspect.operation aspect
			observe > root
			actuate > root
			autoconfigure > root core jdbc jdbc.call aspect.hold aspect aspect.check observe actuate
			""";

	private static final int MOST_FILES = 30;

	private static final int MOST_FILES_OF_CORE = 40;

	@Test
	void importsWhatIsListedAndNothingElse() {
		assertThat(edges()).containsExactlyInAnyOrderElementsOf(listedEdges());
	}

	@Test
	void readsDownwards() {
		List<String> seen = new ArrayList<>(List.of("root"));
		EDGES.lines().forEach((line) -> {
			String[] packages = line.split(" (> )?");
			assertThat(seen).contains(Arrays.copyOfRange(packages, 1, packages.length));
			seen.add(packages[0]);
		});
	}

	@Test
	void hasNoPackageThatIsALongList() {
		Map<String, Long> sizes = LIBRARY.stream()
			.filter(JavaClass::isTopLevelClass)
			.collect(Collectors.groupingBy(ArchitectureTests::room, Collectors.counting()));
		assertThat(sizes).allSatisfy((room, size) -> assertThat(size).as(room)
			.isLessThanOrEqualTo(room.equals("core") ? MOST_FILES_OF_CORE : MOST_FILES));
	}

	@Test
	void hasAnApiOfPlainJava() {
		classes().that()
			.resideInAPackage("io.namedlock")
			.should()
			.onlyDependOnClassesThat()
			.resideInAnyPackage("io.namedlock", "java..", "org.jspecify..")
			.check(LIBRARY);
	}

	@Test
	void knowsBootInTheAutoConfigurationAlone() {
		noClasses().that()
			.resideOutsideOfPackages("io.namedlock.autoconfigure..", "io.namedlock.actuate..")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("org.springframework.boot..")
			.check(LIBRARY);
	}

	@Test
	void knowsMicrometerInTheMetersAndTheAutoConfigurationAlone() {
		noClasses().that()
			.resideOutsideOfPackages("io.namedlock.observe", "io.namedlock.autoconfigure")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("io.micrometer..")
			.check(LIBRARY);
	}

	@Test
	void hasNoCycles() {
		slices().matching("io.namedlock.(**)").should().beFreeOfCycles().check(LIBRARY);
	}

	@Test
	void isNullMarkedInEveryPackage() {
		assertThat(LIBRARY).extracting(JavaClass::getPackage)
			.allSatisfy((each) -> assertThat(each.isAnnotatedWith("org.jspecify.annotations.NullMarked"))
				.as("%s", each.getName())
				.isTrue());
	}

	@Test
	void showsOnlyWhatAUserTypesOfTheAutoConfiguration() {
		assertThat(LIBRARY.that(resideInAPackage("io.namedlock.autoconfigure")))
			.filteredOn((type) -> type.getModifiers().contains(JavaModifier.PUBLIC) && type.isTopLevelClass())
			.extracting(JavaClass::getSimpleName)
			.containsExactlyInAnyOrder("NamedLockAutoConfiguration", "NamedLockActuatorAutoConfiguration",
					"NamedLockHealthAutoConfiguration", "NamedLockObservabilityAutoConfiguration",
					"NamedLockDataSource", "NamedLockProperties");
	}

	private static Set<String> listedEdges() {
		Set<String> edges = new TreeSet<>();
		EDGES.lines().forEach((line) -> {
			String[] packages = line.split(" (> )?");
			Arrays.stream(packages).skip(1).forEach((imported) -> edges.add(packages[0] + " > " + imported));
		});
		return edges;
	}

	private static Set<String> edges() {
		Set<String> edges = new TreeSet<>();
		for (JavaClass type : LIBRARY) {
			type.getDirectDependenciesFromSelf()
				.stream()
				.map((dependency) -> dependency.getTargetClass().getBaseComponentType())
				.filter(resideInAPackage("io.namedlock.."))
				.filter((imported) -> !imported.getPackageName().equals(type.getPackageName()))
				.forEach((imported) -> edges.add(room(type) + " > " + room(imported)));
		}
		return edges;
	}

	private static String room(JavaClass type) {
		String name = type.getPackageName();
		return name.equals("io.namedlock") ? "root" : name.substring("io.namedlock.".length());
	}

}

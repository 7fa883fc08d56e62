package io.namedlock;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
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

	@ParameterizedTest
	@CsvSource({ "io.namedlock, ''", "io.namedlock.annotation, io.namedlock",
			"io.namedlock.aspect, io.namedlock io.namedlock.annotation", "io.namedlock.core, io.namedlock",
			"io.namedlock.jdbc, io.namedlock io.namedlock.core io.namedlock.jdbc.dialect",
			"io.namedlock.jdbc.dialect, io.namedlock io.namedlock.core", "io.namedlock.observe, io.namedlock",
			"io.namedlock.actuate, io.namedlock" })
	void importsOnlyWhatItMay(String importing, String allowed) {
		String[] packages = (allowed + " " + importing).trim().split(" ");
		DescribedPredicate<JavaClass> forbidden = resideInAPackage("io.namedlock..")
			.and(not(resideInAnyPackage(packages)));
		noClasses().that().resideInAPackage(importing).should().dependOnClassesThat(forbidden).check(LIBRARY);
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

}

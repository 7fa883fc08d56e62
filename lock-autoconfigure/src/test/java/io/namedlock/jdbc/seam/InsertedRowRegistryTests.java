package io.namedlock.jdbc.seam;

import java.sql.SQLException;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.namedlock.LockRegistry;
import io.namedlock.core.DefaultLockRegistry;
import io.namedlock.core.LockRegistryContractTests;
import io.namedlock.core.LockRegistrySettings;
import io.namedlock.test.DriverManagerSource;
import io.namedlock.test.TestDatabase;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

/**
 * That another kind of lock in a database keeps the whole contract, on the seams that are
 * there: it needs {@code core}, {@code jdbc} and {@code jdbc.dialect} alone.
 */
class InsertedRowRegistryTests extends LockRegistryContractTests {

	@Override
	protected LockRegistry newRegistry(LockRegistrySettings settings) {
		try {
			return new DefaultLockRegistry(new InsertedRowBackend(new DriverManagerSource(TestDatabase.h2())),
					settings);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public int rounds() {
		return 50;
	}

	@Test
	void needsNoOtherRoom() {
		classes().should()
			.onlyDependOnClassesThat()
			.resideInAnyPackage("io.namedlock", "io.namedlock.core", "io.namedlock.jdbc", "io.namedlock.jdbc.dialect",
					"io.namedlock.jdbc.seam", "java..", "org.jspecify..")
			.check(new ClassFileImporter().importClasses(InsertedRowBackend.class, InsertedRow.class));
	}

}

package io.namedlock.jdbc;

import io.namedlock.LockConfigurationException;

/**
 * Sees to the tables of the locks, once it is known that the database is of use.
 */
@FunctionalInterface
public interface LockTables {

	/**
	 * The tables are there.
	 */
	LockTables PRESENT = (required) -> {
	};

	/**
	 * Creates the tables if that is wanted and one is missing.
	 * @param required whether there are no locks without the table {@code named_lock}
	 * @throws LockConfigurationException if one cannot be created, or the required one is
	 * missing
	 */
	void prepare(boolean required);

}

/**
 * No API. One class a database: its SQL, and what its answers mean. The rooms of locks in
 * a database come in here.
 */
@NullMarked
package io.namedlock.jdbc.dialect;

import org.jspecify.annotations.NullMarked;

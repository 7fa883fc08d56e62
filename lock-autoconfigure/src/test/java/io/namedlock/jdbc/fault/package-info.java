/**
 * Faults at every statement, and storms, judged by a model that sees every grant and
 * release of two nodes.
 */
@NullMarked
package io.namedlock.jdbc.fault;

import org.jspecify.annotations.NullMarked;

/**
 * The auto-configuration: properties, where lock sessions get their connections from, and
 * the beans of a Spring Boot application.
 */
@NullMarked
package io.namedlock.autoconfigure;

import org.jspecify.annotations.NullMarked;

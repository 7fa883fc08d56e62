/**
 * The code of {@code docs/recipes.md} and {@code docs/testing.md} that the sample itself
 * does not hold.
 */
@NullMarked
package io.namedlock.recipes;

import org.jspecify.annotations.NullMarked;

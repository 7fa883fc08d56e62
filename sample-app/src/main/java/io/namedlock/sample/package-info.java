/**
 * A box office that several instances run over one database. {@code TicketService} is the
 * place to begin.
 */
@NullMarked
package io.namedlock.sample;

import org.jspecify.annotations.NullMarked;

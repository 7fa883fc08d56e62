package io.namedlock.sample;

import java.util.List;

/**
 * What was sold of an event.
 *
 * @param tickets how many tickets there were at first
 * @param orders the orders in the order in which they were sold
 */
record Sales(int tickets, List<TicketOrder> orders) {
}

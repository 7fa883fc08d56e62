package io.namedlock.sample;

/**
 * A ticket that was sold.
 *
 * @param id the order's number
 * @param event the event
 * @param customer who bought it
 * @param instance which instance sold it
 */
record TicketOrder(String id, String event, String customer, String instance) {
}

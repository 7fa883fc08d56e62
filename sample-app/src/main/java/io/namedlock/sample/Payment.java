package io.namedlock.sample;

/**
 * A payment that was booked.
 *
 * @param notice the number of the notice that told of it
 * @param ticketOrder the order's number
 * @param instance which instance booked it
 */
record Payment(String notice, String ticketOrder, String instance) {
}

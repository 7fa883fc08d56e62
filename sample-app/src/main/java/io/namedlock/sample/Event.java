package io.namedlock.sample;

/**
 * An event with its stock of tickets.
 *
 * @param id the event's name, as it appears in addresses and lock names
 * @param tickets how many tickets there were at first
 * @param available how many are left
 */
record Event(String id, int tickets, int available) {
}

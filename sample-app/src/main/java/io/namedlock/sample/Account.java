package io.namedlock.sample;

/**
 * An account.
 *
 * @param id the account's name, as it appears in addresses and lock names
 * @param balance what is in it
 */
record Account(String id, long balance) {
}

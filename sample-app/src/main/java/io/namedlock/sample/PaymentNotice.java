package io.namedlock.sample;

/**
 * A payment provider's notice that an order was paid. Providers send a notice again until
 * it is answered, so the same one may arrive at two instances at once.
 *
 * @param id the notice's number
 * @param order the order's number
 */
record PaymentNotice(String id, String order) {
}

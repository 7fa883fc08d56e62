package io.namedlock.sample;

import java.time.LocalDateTime;

/**
 * A nightly report.
 *
 * @param writtenAt when it was written
 * @param sold how many tickets had been sold by then
 * @param instance which instance wrote it
 */
record Report(LocalDateTime writtenAt, long sold, String instance) {
}

package io.namedlock.sample;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings of an instance.
 *
 * @param instance the name by which the instance signs what it writes
 * @param bankDelay how long the bank takes to answer
 */
@ConfigurationProperties("box-office")
record BoxOfficeProperties(String instance, Duration bankDelay) {
}

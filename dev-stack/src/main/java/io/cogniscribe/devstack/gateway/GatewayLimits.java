package io.cogniscribe.devstack.gateway;

import java.time.Duration;

/**
 * Time limits of the gateway for clients and services.
 *
 * @param header from the first byte of a request to the end of its headers
 * @param silence between two reads from a client, and on a connection without a request
 * @param body grace period before {@code bodyBytesPerSecond} applies to a body
 * @param bodyBytesPerSecond minimum average rate of a body after the grace period
 * @param answer until a service begins to answer, and between two reads from it
 */
public record GatewayLimits(
    Duration header, Duration silence, Duration body, long bodyBytesPerSecond, Duration answer) {

  /** Limits of every gateway outside of tests. */
  public static final GatewayLimits DEFAULT =
      new GatewayLimits(
          Duration.ofSeconds(10),
          Duration.ofSeconds(10),
          Duration.ofSeconds(20),
          32 * 1024,
          Duration.ofSeconds(60));
}

package io.cogniscribe.devstack.gateway;

import java.time.Duration;

/**
 * The time that the gateway gives to clients and services.
 *
 * @param header from the first byte of a request to the end of its headers
 * @param silence between two reads from a client, and on a connection without a request
 * @param body grace before {@code bodyBytesPerSecond} is demanded of a body
 * @param bodyBytesPerSecond average rate of a body after the grace
 * @param answer until a service begins to answer, and between two reads from it
 */
public record GatewayLimits(
    Duration header, Duration silence, Duration body, long bodyBytesPerSecond, Duration answer) {

  /** The limits of every running gateway. */
  public static final GatewayLimits DEFAULT =
      new GatewayLimits(
          Duration.ofSeconds(10),
          Duration.ofSeconds(10),
          Duration.ofSeconds(20),
          32 * 1024,
          Duration.ofSeconds(60));
}

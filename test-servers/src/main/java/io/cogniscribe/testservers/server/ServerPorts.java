package io.cogniscribe.testservers.server;

import io.cogniscribe.testservers.process.FreePorts;

/** The ports of the three servers on the loopback address. */
public record ServerPorts(int kafka, int postgres, int redis) {

  /** Ports on which nothing listens at the moment. */
  public static ServerPorts free() {
    return new ServerPorts(FreePorts.next(), FreePorts.next(), FreePorts.next());
  }
}

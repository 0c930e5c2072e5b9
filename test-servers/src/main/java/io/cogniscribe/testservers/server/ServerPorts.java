package io.cogniscribe.testservers.server;

import io.cogniscribe.testservers.process.FreePorts;

/** The ports of the three servers on the loopback address. */
public record ServerPorts(int kafka, int postgres, int redis) {

  /** Returns ports on which nothing listens now. */
  public static ServerPorts free() {
    return new ServerPorts(FreePorts.next(), FreePorts.next(), FreePorts.next());
  }
}

package io.cogniscribe.testservers.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.random.RandomGenerator;

/** Ports of the loopback address. */
public final class FreePorts {

  // Below the range that systems use for outgoing connections, so that a restarted server finds its
  // port free.
  private static final int LOWEST = 15_000;
  private static final int HIGHEST = 32_000;

  /** System property with the number of the fork of the tests. */
  private static final String FORK = "cogniscribe.fork";

  private static final int FORKS = 8;
  static final int PORTS_OF_A_FORK = (HIGHEST - LOWEST) / FORKS;

  private FreePorts() {}

  /**
   * Returns a port on which nothing listens now. Parallel forks of the tests draw from ranges of
   * their own, because a server that a test stops to start it again holds no port meanwhile.
   */
  public static int next() {
    RandomGenerator random = RandomGenerator.getDefault();
    int lowest = lowest(Integer.getInteger(FORK, 0));
    for (int attempt = 0; attempt < 1_000; attempt++) {
      int port = random.nextInt(lowest, lowest + PORTS_OF_A_FORK);
      if (isFree(port)) {
        return port;
      }
    }
    throw new IllegalStateException(
        "no free port in %,d attempts from %d on".formatted(1_000, lowest));
  }

  /** Returns the lowest port of a fork. */
  static int lowest(int fork) {
    return LOWEST + Math.floorMod(fork, FORKS) * PORTS_OF_A_FORK;
  }

  /** Returns whether a server could listen on the port now. */
  public static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }
}

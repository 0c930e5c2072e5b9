package io.cogniscribe.testservers.process;

import java.util.List;

/** Options of the JVMs of a stack, several of which share one small machine. */
public final class JavaOptions {

  /** Small stacks, small object headers, one collector thread. */
  public static final List<String> SMALL =
      List.of(
          "-Xss512k",
          "-XX:+UseSerialGC",
          "-XX:+UseCompactObjectHeaders",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  private JavaOptions() {}
}

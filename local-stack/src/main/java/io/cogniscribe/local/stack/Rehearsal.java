package io.cogniscribe.local.stack;

import io.cogniscribe.local.process.FreePorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A start of the whole stack for the start-up caches alone, on a temporary folder: each JVM writes
 * down at its end what it has loaded. A real start is the only one that loads all of it.
 */
public final class Rehearsal {

  private Rehearsal() {}

  /** Starts and stops a stack; its programs leave their caches in the installation. */
  public static void run(Installation installation) throws IOException {
    Files.createDirectories(installation.aotCaches());
    Path folder = Files.createTempDirectory("cogniscribe-rehearsal-");
    DataFolder data = new DataFolder(folder);
    try {
      Journal silent = new Journal(_ -> {}, data.log("stack"));
      try (DevelopmentStack stack =
          DevelopmentStack.record(installation, data, freePorts(), silent)) {
        stack.start();
      }
    } finally {
      data.wipe();
    }
  }

  private static Map<String, String> freePorts() {
    return StackPorts.VARIABLES.stream()
        .collect(Collectors.toMap(name -> name, _ -> Integer.toString(FreePorts.next())));
  }
}

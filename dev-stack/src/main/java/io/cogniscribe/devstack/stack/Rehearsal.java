package io.cogniscribe.devstack.stack;

import io.cogniscribe.testservers.process.TemporaryFolder;
import java.nio.file.Files;
import java.util.Map;

/**
 * A short run of the complete stack on a temporary folder, to record start-up caches. When a JVM
 * ends, it writes the classes that it has loaded and the methods worth compiling. A real start
 * loads all classes, and real requests show the hot methods.
 */
public final class Rehearsal {

  private Rehearsal() {}

  /** Requests to send to the stack of a rehearsal. */
  public interface Play {

    /**
     * Sends the requests.
     *
     * @param data folder of the stack
     * @param environment variables with its ports
     */
    void on(DataFolder data, Map<String, String> environment) throws Exception;
  }

  /**
   * Starts a stack, sends requests, and stops it. Its programs leave their caches in the
   * installation.
   */
  public static void run(Installation installation, Play play) throws Exception {
    Files.createDirectories(installation.aotCaches());
    try (TemporaryFolder folder = TemporaryFolder.create("cogniscribe-rehearsal-")) {
      DataFolder data = new DataFolder(folder.path());
      Journal silent = new Journal(_ -> {}, data.log("stack"));
      Map<String, String> ports = StackPorts.free().variables();
      try (DevelopmentStack stack =
          DevelopmentStack.open(installation, data, ports, silent, false, true)) {
        stack.start();
        play.on(data, ports);
      }
    }
  }
}

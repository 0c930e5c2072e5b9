package io.cogniscribe.devstack.stack;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A short life of the whole stack for the start-up caches alone, on a temporary folder: each JVM
 * writes down at its end what it has loaded, and which methods were worth compiling. Only a real
 * start loads all of it, and only real requests show what is hot.
 */
public final class Rehearsal {

  private Rehearsal() {}

  /** What is played on the stack of a rehearsal. */
  public interface Play {

    /**
     * Plays.
     *
     * @param data the folder of the stack
     * @param environment names its ports
     */
    void on(DataFolder data, Map<String, String> environment) throws Exception;
  }

  /** Starts a stack, plays, and stops it; its programs leave their caches in the installation. */
  public static void run(Installation installation, Play play) throws Exception {
    Files.createDirectories(installation.aotCaches());
    Path folder = Files.createTempDirectory("cogniscribe-rehearsal-");
    DataFolder data = new DataFolder(folder);
    try {
      Journal silent = new Journal(_ -> {}, data.log("stack"));
      Map<String, String> ports = StackPorts.free().variables();
      try (DevelopmentStack stack = DevelopmentStack.record(installation, data, ports, silent)) {
        stack.start();
        play.on(data, ports);
      }
    } finally {
      data.remove();
    }
  }
}

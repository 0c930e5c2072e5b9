package io.cogniscribe.testservers.process;

/** Sends signals; the JDK supports only TERM and KILL. */
final class Signals {

  private Signals() {}

  static void send(Signal signal, ProcessHandle process) {
    switch (signal) {
      case TERM -> process.destroy();
      case KILL -> process.destroyForcibly();
      // `kill` is built into every shell, but minimal systems have no program with that name.
      case INT, STOP, CONT ->
          ProcessLauncher.succeeds("sh", "-c", "kill -" + signal + " " + process.pid());
    }
  }
}

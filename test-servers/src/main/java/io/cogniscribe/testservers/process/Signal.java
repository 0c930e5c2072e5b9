package io.cogniscribe.testservers.process;

/** POSIX signals; the name of a constant is the name of the signal. */
public enum Signal {
  INT,
  TERM,
  KILL,
  STOP,
  CONT;

  void send(ProcessHandle process) {
    switch (this) {
      case TERM -> process.destroy();
      case KILL -> process.destroyForcibly();
      // The JDK sends no others. `kill` is built into every shell, but minimal systems have no
      // program with that name.
      case INT, STOP, CONT ->
          ProcessLauncher.succeeds("sh", "-c", "kill -" + this + " " + process.pid());
    }
  }
}

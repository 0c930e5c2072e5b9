package io.cogniscribe.testservers.process;

import java.io.IOException;
import java.time.Duration;

/** A long-running program of the stack: how it is run, when it is ready, how it is stopped. */
public interface Program {

  /** Short name, as in its log and pid files. */
  String name();

  /** What must be in place before each start: configuration, folders. */
  default void prepare() throws IOException {}

  /** The command of this start. */
  ChildCommand command() throws IOException;

  /** Asked again and again after a start until true; must answer quickly and never throw. */
  boolean isReady();

  /**
   * Whether the program reports that it is still catching up; must answer quickly and never throw.
   * The patience begins anew then, without a limit.
   */
  default boolean isCatchingUp() {
    return false;
  }

  /** The signal on which it shuts down cleanly. */
  default Signal stopSignal() {
    return Signal.TERM;
  }

  /** The time without progress (processor time, log lines) after which a start has failed. */
  default Duration startPatience() {
    return Duration.ofSeconds(60);
  }

  /** The time after which a start has failed, whatever progress it shows. */
  default Duration startLimit() {
    return Duration.ofMinutes(15);
  }

  /** How long a clean stop may take before it is killed. */
  default Duration stopPatience() {
    return Duration.ofSeconds(20);
  }
}

package io.cogniscribe.testservers.process;

import java.io.IOException;
import java.time.Duration;

/** A long-running program of the stack: its command, its readiness and its stop. */
public interface Program {

  /** Returns the short name, as in log and pid files. */
  String name();

  /** Prepares a start: configuration and folders. */
  default void prepare() throws IOException {}

  /** Returns the command for this start. */
  ChildCommand command() throws IOException;

  /**
   * Returns whether the program is ready. Polled after a start; must return quickly and never
   * throw.
   */
  boolean isReady();

  /**
   * Returns whether the program reports that it is catching up, which restarts the patience and
   * lifts the limit. Must return quickly and never throw.
   */
  default boolean isCatchingUp() {
    return false;
  }

  /**
   * Returns whether a program that ended while it started may be started again at once, because its
   * last log lines show that an earlier process of it has not ended completely.
   */
  default boolean isHeldUp(String lastWords) {
    return false;
  }

  /** Returns the signal for a clean shutdown. */
  default Signal stopSignal() {
    return Signal.TERM;
  }

  /**
   * Returns the time without progress (processor time, log lines) after which a start has failed.
   */
  default Duration startPatience() {
    return Duration.ofSeconds(60);
  }

  /** Returns the time after which a start has failed despite progress. */
  default Duration startLimit() {
    return Duration.ofMinutes(15);
  }

  /** Returns the time after which a clean stop is replaced by a kill. */
  default Duration stopPatience() {
    return Duration.ofSeconds(20);
  }
}

package io.cogniscribe.projections.engine;

/** Describes an unexpected exception of a fold, for operators. */
public final class Faults {

  private Faults() {}

  /** Returns the exception's class and place, without its message, which may quote the event. */
  public static String describe(RuntimeException fault) {
    StackTraceElement[] trace = fault.getStackTrace();
    return "the projection cannot apply it: %s at %s"
        .formatted(
            fault.getClass().getSimpleName(), trace.length == 0 ? "an unknown line" : trace[0]);
  }
}

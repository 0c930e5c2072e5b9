package io.cogniscribe.projections.engine;

import java.util.List;

/** Narrows a refused list down to the items that are at fault. */
public final class Bisection {

  private Bisection() {}

  /** A step that may fail for reasons other than a refusal. */
  public interface Step<T, X extends Exception> {
    void take(T part) throws X;
  }

  /**
   * Tries both halves of a list again; an item that is alone is at fault.
   *
   * @param refused the list, which is not empty
   * @param again tries a part, and narrows it further when it is refused
   * @param alone takes an item that is refused by itself
   */
  public static <T, X extends Exception> void narrow(
      List<T> refused, Step<List<T>, X> again, Step<T, X> alone) throws X {
    int half = refused.size() / 2;
    if (half == 0) {
      alone.take(refused.getFirst());
      return;
    }
    again.take(refused.subList(0, half));
    again.take(refused.subList(half, refused.size()));
  }
}

package io.cogniscribe.query.owner;

import io.cogniscribe.web.problem.ProblemException;
import io.cogniscribe.web.security.Caller;
import io.cogniscribe.web.security.Role;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rules of who sees what, in one place. */
public final class Ownership {

  private Ownership() {}

  /**
   * Whose data a listing shows: the caller's own, or that of the user whom an operator names.
   *
   * @throws ProblemException 403 when the caller names another and is no operator
   */
  public static UUID listed(Caller caller, @Nullable UUID named) {
    if (named == null || named.equals(caller.userId())) {
      return caller.userId();
    }
    if (caller.has(Role.OPERATOR)) {
      return named;
    }
    throw ProblemException.forbidden("Only operators may name another user.");
  }

  /**
   * Returns when the caller is an operator.
   *
   * @throws ProblemException 403 otherwise
   */
  public static void operatorsOnly(Caller caller) {
    if (!caller.has(Role.OPERATOR)) {
      throw ProblemException.forbidden("Only operators may see this.");
    }
  }

  /** Whether the caller may see each job of {@code owner}. */
  public static boolean seesJobsOf(Caller caller, UUID owner) {
    return owner.equals(caller.userId()) || caller.has(Role.OPERATOR);
  }
}

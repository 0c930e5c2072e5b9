package io.cogniscribe.query.owner;

import io.cogniscribe.web.problem.ProblemException;
import io.cogniscribe.web.security.Caller;
import io.cogniscribe.web.security.Role;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rules for access to other users' data. */
public final class Ownership {

  private Ownership() {}

  /**
   * Returns the user whose data a listing shows: the caller, or the user that an operator names.
   *
   * @throws ProblemException 403 when the caller names another user and is no operator
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
   * Requires an operator.
   *
   * @throws ProblemException 403 otherwise
   */
  public static void operatorsOnly(Caller caller) {
    if (!caller.has(Role.OPERATOR)) {
      throw ProblemException.forbidden("Only operators may see this.");
    }
  }

  /** Returns whether the caller may see all jobs of {@code owner}. */
  public static boolean seesJobsOf(Caller caller, UUID owner) {
    return owner.equals(caller.userId()) || caller.has(Role.OPERATOR);
  }
}

package io.cogniscribe.web.access;

import io.cogniscribe.web.security.Role;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One combination to test: a caller, a route and the owner of the requested resource.
 *
 * @param caller null for a caller without a token
 * @param whose owner of the resource, relative to the caller
 */
public record Cell(Route route, @Nullable Role caller, Whose whose) {

  /** The owner of the resource, relative to the caller. */
  public enum Whose {
    /** The resource has no owner. */
    NOBODYS,
    /** The caller owns it, and the route cannot name another user's resource. */
    ONLY_OWN,
    OWN,
    ANOTHERS
  }

  private enum Expected {
    SUCCESS,
    TOKEN_REQUIRED,
    FORBIDDEN,
    FORBIDDEN_OR_HIDDEN,
    NOT_IN_A_TABLE
  }

  /** Returns why the answer contradicts the table; empty if it does not. */
  Optional<String> contradiction(int status, String code) {
    Expected expected = expected();
    boolean agrees =
        switch (expected) {
          case SUCCESS -> status / 100 == 2;
          case TOKEN_REQUIRED -> status == 401 && code.equals("unauthorized");
          case FORBIDDEN -> isForbidden(status, code);
          // A 404 that means an unknown path does not count.
          case FORBIDDEN_OR_HIDDEN ->
              isForbidden(status, code)
                  || (status == 403 && code.equals("not_your_job"))
                  || (status == 404 && !code.equals("not_found"));
          case NOT_IN_A_TABLE -> false;
        };
    return agrees
        ? Optional.empty()
        : Optional.of("%s: %s, but %d %s".formatted(this, expected, status, code));
  }

  private static boolean isForbidden(int status, String code) {
    return status == 403 && code.equals("forbidden");
  }

  private Expected expected() {
    if (caller == null) {
      return route.nobody() == Reach.ALL ? Expected.SUCCESS : Expected.TOKEN_REQUIRED;
    }
    return switch (route.reachOf(caller)) {
      case NONE -> Expected.FORBIDDEN;
      case OWN ->
          switch (whose) {
            case OWN, ONLY_OWN -> Expected.SUCCESS;
            case ANOTHERS -> Expected.FORBIDDEN_OR_HIDDEN;
            case NOBODYS -> Expected.NOT_IN_A_TABLE;
          };
      case ALL -> whose == Whose.ONLY_OWN ? Expected.NOT_IN_A_TABLE : Expected.SUCCESS;
    };
  }

  /** Returns this cell for a different row. */
  Cell in(Route row) {
    return new Cell(row, caller, whose);
  }

  @Override
  public String toString() {
    return "%s by %s, %s"
        .formatted(
            route,
            caller == null ? "nobody" : caller.label(),
            whose.name().toLowerCase(Locale.ROOT).replace('_', ' '));
  }
}

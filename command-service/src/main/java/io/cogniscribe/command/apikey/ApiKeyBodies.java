package io.cogniscribe.command.apikey;

import io.cogniscribe.web.problem.FieldError;
import io.cogniscribe.web.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The bodies of requests that concern keys of programs, and of the answers to them. */
final class ApiKeyBodies {

  /** 1-100 characters that can be seen, and blanks inside. */
  private static final Pattern LABEL =
      Pattern.compile("[^\\p{Z}\\p{C}](?:[^\\p{C}\\p{Zl}\\p{Zp}]{0,98}[^\\p{Z}\\p{C}])?");

  private static final Set<String> ROLES_OF_PROGRAMS = Set.of("worker", "producer");

  /** No store has a time that is further away than any of us will live. */
  private static final Duration LONGEST_LIFE = Duration.ofDays(36_525);

  private ApiKeyBodies() {}

  /**
   * Asks for a key.
   *
   * @param expiresAt to the microsecond; null: the key does not expire
   */
  record Issue(String label, String role, @Nullable Instant expiresAt) {

    Issue {
      List<FieldError> errors = new ArrayList<>();
      if (!LABEL.matcher(label).matches()) {
        errors.add(
            new FieldError("label", "must have 1-100 visible characters, and blanks only inside"));
      }
      if (!ROLES_OF_PROGRAMS.contains(role)) {
        errors.add(new FieldError("role", "must be worker or producer"));
      }
      if (!errors.isEmpty()) {
        throw ProblemException.invalid(errors);
      }
      expiresAt = expiresAt == null ? null : expiresAt.truncatedTo(ChronoUnit.MICROS);
    }

    /**
     * Refuses a key that would never be good, or outlive everybody.
     *
     * @throws ProblemException 422
     */
    void demandExpiryAfter(Instant now) {
      if (expiresAt != null
          && !(expiresAt.isAfter(now) && expiresAt.isBefore(now.plus(LONGEST_LIFE)))) {
        throw ProblemException.invalid(
            "expires_at", "must be in the future, and at most 100 years away");
      }
    }
  }

  /**
   * The answer to whoever asked for a key.
   *
   * @param apiKey the key itself, which is shown in no other answer
   */
  record Issued(UUID id, String label, String role, @Nullable Instant expiresAt, String apiKey) {

    /** Without the key. */
    @Override
    public String toString() {
      return "Issued[" + id + "]";
    }
  }

  /**
   * The answer to whoever revoked a key.
   *
   * @param status always revoked
   */
  record Revoked(UUID id, String status) {}
}

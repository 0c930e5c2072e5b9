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

/** The bodies of requests that concern API keys, and of the responses. */
final class ApiKeyBodies {

  /** 1-100 visible characters, with blanks only inside. */
  private static final Pattern LABEL =
      Pattern.compile("[^\\p{Z}\\p{C}](?:[^\\p{C}\\p{Zl}\\p{Zp}]{0,98}[^\\p{Z}\\p{C}])?");

  private static final Set<String> ROLES_OF_PROGRAMS = Set.of("worker", "producer");

  /** The longest lifetime of a key, 100 years. */
  private static final Duration LONGEST_LIFE = Duration.ofDays(36_525);

  private ApiKeyBodies() {}

  /**
   * Asks for a key.
   *
   * @param expiresAt to the microsecond; null if the key does not expire
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
     * Refuses an expiry in the past, or more than 100 years away.
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
   * The response to the issue of a key.
   *
   * @param apiKey the key itself, which no other response contains
   */
  record Issued(UUID id, String label, String role, @Nullable Instant expiresAt, String apiKey) {

    /** Omits the key. */
    @Override
    public String toString() {
      return "Issued[" + id + "]";
    }
  }

  /**
   * The response to the revocation of a key.
   *
   * @param status always revoked
   */
  record Revoked(UUID id, String status) {}
}

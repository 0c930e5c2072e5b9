package io.cogniscribe.command.account;

import io.cogniscribe.web.problem.FieldError;
import io.cogniscribe.web.problem.ProblemException;
import io.cogniscribe.web.security.ScriptAssertions.Script;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The bodies of requests that concern accounts, and of the responses. */
final class AccountBodies {

  private static final int MAX_EMAIL = 255;

  /** Rejects texts that cannot be an address. Only a mail can show whether an address works. */
  private static final Pattern EMAIL =
      Pattern.compile(
          "[^@\\p{Z}\\p{C}<>()\\[\\]\\\\,;:\"]{1,64}"
              + "@([\\p{L}\\p{N}]([\\p{L}\\p{M}\\p{N}-]{0,61}[\\p{L}\\p{M}\\p{N}])?\\.)+"
              + "[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}-]{0,61}[\\p{L}\\p{M}\\p{N}]");

  private AccountBodies() {}

  record RegisterUser(String username, String email, String password) {

    RegisterUser {
      demandNone(
          Stream.of(
              UsernameRules.violation(username).map(broken -> new FieldError("username", broken)),
              emailError(email),
              PasswordRules.violation(username, password)
                  .map(broken -> new FieldError("password", broken))));
    }

    /** Without the password and the person's data. */
    @Override
    public String toString() {
      return "RegisterUser[]";
    }
  }

  /** Asks for a token. Rejects lengths that no account can have before the password is hashed. */
  record LogIn(String username, String password) {

    LogIn {
      demandNone(
          Stream.of(
              lengthError("username", username, UsernameRules.MIN_LENGTH, UsernameRules.MAX_LENGTH),
              lengthError(
                  "password", password, PasswordRules.MIN_LENGTH, PasswordRules.MAX_LENGTH)));
    }

    /** Without the password and the person's data. */
    @Override
    public String toString() {
      return "LogIn[]";
    }
  }

  record ChangePassword(String currentPassword, String newPassword) {

    /**
     * Refuses a new password that is too easy to guess.
     *
     * @throws ProblemException 422
     */
    void demandStrength(String username) {
      PasswordRules.violation(username, newPassword)
          .ifPresent(violation -> {
            throw ProblemException.invalid("new_password", violation);
          });
    }

    ChangePassword {
      demandNone(Stream.of(knownPasswordError("current_password", currentPassword)));
    }

    /** Omits the passwords. */
    @Override
    public String toString() {
      return "ChangePassword[]";
    }
  }

  record ChangeEmail(String email, String password) {

    ChangeEmail {
      demandNone(Stream.of(emailError(email), knownPasswordError("password", password)));
    }

    /** Without the password and the person's data. */
    @Override
    public String toString() {
      return "ChangeEmail[]";
    }
  }

  record DeleteMe(String password) {

    DeleteMe {
      demandNone(Stream.of(knownPasswordError("password", password)));
    }

    /** Omits the password. */
    @Override
    public String toString() {
      return "DeleteMe[]";
    }
  }

  record ChangeRoles(List<String> roles) {

    ChangeRoles {
      roles = List.copyOf(roles);
      if (roles.isEmpty() || !AccountDecider.ROLES.containsAll(roles)) {
        throw ProblemException.invalid("roles", "must be some of user, worker, producer, operator");
      }
    }
  }

  /**
   * The response to a change of an account.
   *
   * @param status active, inactive or deleted
   */
  record Changed(boolean success, String status) {}

  record Registered(boolean success, String message, UUID userId, String username) {}

  /**
   * The response to a log-in.
   *
   * @param tokenType the scheme in which the token is sent: bearer
   * @param expiresIn in seconds
   */
  record LoggedIn(
      String accessToken, String tokenType, long expiresIn, UUID userId, String username) {

    /** Omits the token. */
    @Override
    public String toString() {
      return "LoggedIn[" + userId + "]";
    }
  }

  private static Optional<FieldError> emailError(String email) {
    return email.length() > MAX_EMAIL
            || !EMAIL.matcher(email).matches()
            || email.toLowerCase(Locale.ROOT).endsWith("@" + Script.DOMAIN)
        ? Optional.of(
            new FieldError(
                "email", "must be an e-mail address of at most %d characters".formatted(MAX_EMAIL)))
        : Optional.empty();
  }

  private static Optional<FieldError> knownPasswordError(String field, String password) {
    return lengthError(field, password, 1, PasswordRules.MAX_LENGTH);
  }

  /** Counts code points, so that a character outside the basic plane counts as one. */
  private static Optional<FieldError> lengthError(String field, String text, int min, int max) {
    int length = text.codePointCount(0, text.length());
    return length < min || length > max
        ? Optional.of(new FieldError(field, "must have %d-%d characters".formatted(min, max)))
        : Optional.empty();
  }

  private static void demandNone(Stream<Optional<FieldError>> errors) {
    List<FieldError> found = errors.flatMap(Optional::stream).toList();
    if (!found.isEmpty()) {
      throw ProblemException.invalid(found);
    }
  }
}

package io.cogniscribe.command.account;

import io.cogniscribe.web.problem.FieldError;
import io.cogniscribe.web.problem.ProblemException;
import io.cogniscribe.web.security.ScriptAssertions.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

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

  /** Registers an account. */
  record RegisterUser(String username, String email, String password) {

    RegisterUser {
      List<FieldError> errors = new ArrayList<>();
      UsernameRules.violation(username)
          .ifPresent(violation -> errors.add(new FieldError("username", violation)));
      checkEmail(email, errors);
      PasswordRules.violation(username, password)
          .ifPresent(violation -> errors.add(new FieldError("password", violation)));
      demandNone(errors);
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
      List<FieldError> errors = new ArrayList<>();
      checkLength("username", username, UsernameRules.MIN_LENGTH, UsernameRules.MAX_LENGTH, errors);
      checkLength("password", password, PasswordRules.MIN_LENGTH, PasswordRules.MAX_LENGTH, errors);
      demandNone(errors);
    }

    /** Without the password and the person's data. */
    @Override
    public String toString() {
      return "LogIn[]";
    }
  }

  /** Changes the password. */
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
      List<FieldError> errors = new ArrayList<>();
      checkKnownPassword("current_password", currentPassword, errors);
      demandNone(errors);
    }

    /** Omits the passwords. */
    @Override
    public String toString() {
      return "ChangePassword[]";
    }
  }

  /** Changes the e-mail address. */
  record ChangeEmail(String email, String password) {

    ChangeEmail {
      List<FieldError> errors = new ArrayList<>();
      checkEmail(email, errors);
      checkKnownPassword("password", password, errors);
      demandNone(errors);
    }

    /** Without the password and the person's data. */
    @Override
    public String toString() {
      return "ChangeEmail[]";
    }
  }

  /** Deletes the account. */
  record DeleteMe(String password) {

    DeleteMe {
      List<FieldError> errors = new ArrayList<>();
      checkKnownPassword("password", password, errors);
      demandNone(errors);
    }

    /** Omits the password. */
    @Override
    public String toString() {
      return "DeleteMe[]";
    }
  }

  /** Sets the roles of an account. */
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

  /** The response to a registration. */
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

  private static void checkEmail(String email, List<FieldError> errors) {
    if (email.length() > MAX_EMAIL
        || !EMAIL.matcher(email).matches()
        || email.toLowerCase(Locale.ROOT).endsWith("@" + Script.DOMAIN)) {
      errors.add(
          new FieldError(
              "email", "must be an e-mail address of at most %d characters".formatted(MAX_EMAIL)));
    }
  }

  private static void checkKnownPassword(String field, String password, List<FieldError> errors) {
    checkLength(field, password, 1, PasswordRules.MAX_LENGTH, errors);
  }

  /** Counts code points, so that a character outside the basic plane counts as one. */
  private static void checkLength(
      String field, String text, int min, int max, List<FieldError> errors) {
    int length = text.codePointCount(0, text.length());
    if (length < min || length > max) {
      errors.add(new FieldError(field, "must have %d-%d characters".formatted(min, max)));
    }
  }

  private static void demandNone(List<FieldError> errors) {
    if (!errors.isEmpty()) {
      throw ProblemException.invalid(errors);
    }
  }
}

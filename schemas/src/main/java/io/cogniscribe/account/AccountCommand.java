package io.cogniscribe.account;

import io.cogniscribe.audit.SkippedRecord;
import io.cogniscribe.message.WireName;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The commands to an account, or to a name that accounts compete for. Both are aggregates of the
 * account aggregate type. The key of an account is the user's id, and the key of a name is its
 * claim id, which is a keyed hash of the normalised name.
 */
public sealed interface AccountCommand {

  /** Registers an account, which exists after both names are granted. */
  @WireName("Register")
  record Register(
      String username, String email, String passwordHash, UUID usernameClaim, UUID emailClaim)
      implements AccountCommand {}

  /** Records a log-in attempt of the account in the audit log; {@code code} says why it failed. */
  @WireName("RecordLogin")
  record RecordLogin(boolean succeeded, @Nullable String code) implements AccountCommand {}

  /** Opens a session on one device until {@code expiresAt}. */
  @WireName("OpenSession")
  record OpenSession(UUID sessionId, Instant expiresAt) implements AccountCommand {}

  /** Ends one session. */
  @WireName("CloseSession")
  record CloseSession(UUID sessionId) implements AccountCommand {}

  /** Ends every session. */
  @WireName("CloseSessions")
  record CloseSessions() implements AccountCommand {}

  /** Changes the password, and ends every session except {@code keptSession}. */
  @WireName("ChangePassword")
  record ChangePassword(String passwordHash, @Nullable UUID keptSession)
      implements AccountCommand {}

  /** Requests another e-mail address, which the account gets after the name is granted. */
  @WireName("ChangeEmail")
  record ChangeEmail(String email, UUID emailClaim) implements AccountCommand {}

  /** Prevents the user from logging in, and ends every session. */
  @WireName("Deactivate")
  record Deactivate() implements AccountCommand {}

  /** Allows the user to log in again. */
  @WireName("Reactivate")
  record Reactivate() implements AccountCommand {}

  /** Deletes the account permanently, and releases its names. */
  @WireName("DeleteAccount")
  record DeleteAccount() implements AccountCommand {}

  /** Sets the roles of the account. */
  @WireName("ChangeRoles")
  record ChangeRoles(List<String> roles) implements AccountCommand {}

  /**
   * Issues an API key for a program. The key is a separate aggregate.
   *
   * @param label the name that its owner gives it
   * @param secretHash SHA-256 of the secret, which is random and shown once
   */
  @WireName("IssueApiKey")
  record IssueApiKey(String label, String role, String secretHash, @Nullable Instant expiresAt)
      implements AccountCommand {}

  /** Revokes an API key. */
  @WireName("RevokeApiKey")
  record RevokeApiKey() implements AccountCommand {}

  /**
   * Records an action from another component in the audit log, such as reading another user's data
   * or exceeding a limit.
   *
   * @param details further details for the audit log
   */
  @WireName("RecordAccess")
  record RecordAccess(
      String action,
      String resourceType,
      String resourceId,
      @Nullable UUID userId,
      @Nullable String code,
      @Nullable String details)
      implements AccountCommand {

    /** Creates a command without details. */
    public RecordAccess(
        String action,
        String resourceType,
        String resourceId,
        @Nullable UUID userId,
        @Nullable String code) {
      this(action, resourceType, resourceId, userId, code, null);
    }
  }

  /** Records in the audit log that an operator makes a projection skip a parked record. */
  @WireName("RecordSkip")
  record RecordSkip(SkippedRecord skipped) implements AccountCommand {}

  /** Claims a name for {@code userId}. Internal: sent by the account. */
  @WireName("ClaimName")
  record ClaimName(UUID userId, NameKind kind) implements AccountCommand {}

  /** Releases a name that {@code userId} holds. Internal: sent by the account. */
  @WireName("ReleaseName")
  record ReleaseName(UUID userId, NameKind kind) implements AccountCommand {}

  /** Answers the account that claimed a name. Internal: sent by the name. */
  @WireName("AnswerClaim")
  record AnswerClaim(NameKind kind, boolean granted) implements AccountCommand {}
}

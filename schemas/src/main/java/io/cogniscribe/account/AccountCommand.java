package io.cogniscribe.account;

import io.cogniscribe.audit.SkippedRecord;
import io.cogniscribe.message.WireName;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What may be asked of an account, or of a name that accounts compete for. Both are aggregates of
 * the account aggregate type: an account is keyed by the user's id, a name by its claim id, which
 * is a keyed hash of the normalised name.
 */
public sealed interface AccountCommand {

  /** Opens an account; it exists once both names are granted. */
  @WireName("Register")
  record Register(
      String username, String email, String passwordHash, UUID usernameClaim, UUID emailClaim)
      implements AccountCommand {}

  /** Records a log-in attempt of the account in the audit log; {@code code} says why it failed. */
  @WireName("RecordLogin")
  record RecordLogin(boolean succeeded, @Nullable String code) implements AccountCommand {}

  /** Lets the person in, on one device, until {@code expiresAt}. */
  @WireName("OpenSession")
  record OpenSession(UUID sessionId, Instant expiresAt) implements AccountCommand {}

  /** Ends one session. */
  @WireName("CloseSession")
  record CloseSession(UUID sessionId) implements AccountCommand {}

  /** Ends every session. */
  @WireName("CloseSessions")
  record CloseSessions() implements AccountCommand {}

  /** Sets another password; ends every session but {@code keptSession}. */
  @WireName("ChangePassword")
  record ChangePassword(String passwordHash, @Nullable UUID keptSession)
      implements AccountCommand {}

  /** Asks for another e-mail address; it is the account's once the name is granted. */
  @WireName("ChangeEmail")
  record ChangeEmail(String email, UUID emailClaim) implements AccountCommand {}

  /** Keeps the person out, and ends every session. */
  @WireName("Deactivate")
  record Deactivate() implements AccountCommand {}

  /** Lets the person in again. */
  @WireName("Reactivate")
  record Reactivate() implements AccountCommand {}

  /** Ends the account for good, and gives its names back. */
  @WireName("DeleteAccount")
  record DeleteAccount() implements AccountCommand {}

  /** Sets what the account may do. */
  @WireName("ChangeRoles")
  record ChangeRoles(List<String> roles) implements AccountCommand {}

  /**
   * Makes a credential for a program, an aggregate of its own.
   *
   * @param label what its owner calls it
   * @param secretHash SHA-256 of the secret, which is shown once and random
   */
  @WireName("IssueApiKey")
  record IssueApiKey(String label, String role, String secretHash, @Nullable Instant expiresAt)
      implements AccountCommand {}

  /** Makes a program's credential worthless. */
  @WireName("RevokeApiKey")
  record RevokeApiKey() implements AccountCommand {}

  /**
   * Records in the audit log what somebody did elsewhere: read a person's data, ran a limit.
   *
   * @param details what else the audit log should tell
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

    /** A record that has no more to tell. */
    public RecordAccess(
        String action,
        String resourceType,
        String resourceId,
        @Nullable UUID userId,
        @Nullable String code) {
      this(action, resourceType, resourceId, userId, code, null);
    }
  }

  /** Records in the audit log that an operator has a projection pass over a parked record. */
  @WireName("RecordSkip")
  record RecordSkip(SkippedRecord skipped) implements AccountCommand {}

  /** Asks a name to be held for {@code userId}. Internal: sent by the registration. */
  @WireName("ClaimName")
  record ClaimName(UUID userId, NameKind kind) implements AccountCommand {}

  /** Gives a name back that {@code userId} holds. Internal: sent by the registration. */
  @WireName("ReleaseName")
  record ReleaseName(UUID userId, NameKind kind) implements AccountCommand {}

  /** A name's answer to the account that claimed it. Internal: sent by the name. */
  @WireName("AnswerClaim")
  record AnswerClaim(NameKind kind, boolean granted) implements AccountCommand {}
}

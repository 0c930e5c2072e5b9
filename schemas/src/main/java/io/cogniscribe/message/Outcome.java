package io.cogniscribe.message;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a command. It is stored by command id for as long as a retry may arrive.
 *
 * @param actor the sender of the command, who may read the outcome
 * @param fingerprint the fingerprint of the command that was decided
 */
public record Outcome(
    UUID commandId,
    UUID aggregateId,
    Actor actor,
    CommandPosition position,
    Instant recordedAt,
    @Nullable String fingerprint,
    Result result) {

  /** The result: accepted, rejected, or pending. None is reported as an exception. */
  public sealed interface Result {}

  /**
   * The command took effect, now or earlier.
   *
   * @param version the aggregate's version after the command
   * @param status the aggregate's status after the command, as shown to clients
   */
  @WireName("Accepted")
  public record Accepted(long version, String status) implements Result {}

  /**
   * The command took no effect.
   *
   * @param code a stable code for programs; {@code message} is for people
   * @param violations the offending fields, when {@code reason} is {@link Reason#INVALID}
   */
  @WireName("Rejected")
  public record Rejected(Reason reason, String code, String message, List<Violation> violations)
      implements Result {

    /** Creates a rejection without a field. */
    public static Rejected of(Reason reason, String code, String message) {
      return new Rejected(reason, code, message, List.of());
    }
  }

  /** The command is in the log and not decided yet, or waits for another aggregate's answer. */
  @WireName("Pending")
  public record Pending() implements Result {}

  /** The kinds of refusals, one for each way in which a client can react. */
  public enum Reason {
    /** A value breaks a rule. The unchanged command will never be accepted. */
    INVALID,
    /** The aggregate does not exist, or the actor may not know of it. */
    NOT_FOUND,
    /** The actor's role does not allow it. */
    FORBIDDEN,
    /** The aggregate's state does not allow it now. */
    CONFLICT,
    /** The aggregate's version is not the expected one. */
    VERSION_MISMATCH,
    /** The command id was already used for another request. */
    KEY_REUSED
  }
}

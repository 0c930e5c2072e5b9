package io.cogniscribe.message;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of a command. It is stored by command id for as long as a retry may come.
 *
 * @param actor who asked, and may read the answer
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

  /** Accepted, rejected or not yet either; all are answers, none is an exception. */
  public sealed interface Result {}

  /**
   * The command took effect, or had taken effect already.
   *
   * @param version the aggregate's version after it
   * @param status the aggregate's status after it, as clients see it
   */
  @WireName("Accepted")
  public record Accepted(long version, String status) implements Result {}

  /**
   * The command took no effect.
   *
   * @param code stable, for programs; {@code message} is for people
   * @param violations the offending fields, when {@code reason} is {@link Reason#INVALID}
   */
  @WireName("Rejected")
  public record Rejected(Reason reason, String code, String message, List<Violation> violations)
      implements Result {

    /** A rejection that concerns no field in particular. */
    public static Rejected of(Reason reason, String code, String message) {
      return new Rejected(reason, code, message, List.of());
    }
  }

  /** The command is in the log and will be decided, or waits for another aggregate's answer. */
  @WireName("Pending")
  public record Pending() implements Result {}

  /** The kinds of refusals, one for each way in which a client can react. */
  public enum Reason {
    /** A value breaks a rule; the command will never be accepted as it is. */
    INVALID,
    /** There is no such aggregate, or it is not the actor's to know of. */
    NOT_FOUND,
    /** The actor's role does not allow it. */
    FORBIDDEN,
    /** The aggregate's state does not allow it now. */
    CONFLICT,
    /** The aggregate's version is not the expected one. */
    VERSION_MISMATCH,
    /** The command id was used before, for another request. */
    KEY_REUSED
  }
}

package io.cogniscribe.command.engine;

import io.cogniscribe.message.Actor;
import io.cogniscribe.message.CommandEnvelope;
import io.cogniscribe.message.Outcome;
import io.cogniscribe.message.Outcome.Reason;
import java.util.Arrays;

/**
 * The reason why a command was not decided. The command becomes a dead letter. If it could be
 * decoded, its sender gets a rejected outcome with the same code.
 *
 * <p>Such an outcome is only for this record, not for a later one with the same command id: an
 * operator can send the dead letter again after the cause is fixed.
 */
enum Refusal {
  UNDECODABLE("undecodable", "The record is not a command of a known schema.", false),
  TOO_LARGE("too_large", "The record is larger than a command may be.", false),
  KEY_NOT_CANONICAL(
      "key_not_canonical",
      "The record's key must be the aggregate's id as 36 characters in lower case.",
      false),
  KEY_MISMATCH("key_mismatch", "The record's key is not the command's aggregate id.", false),
  WRONG_PARTITION(
      "wrong_partition",
      "The record is not on its key's partition: use the murmur2 partitioner.",
      false),
  ACTOR_INVALID(
      "actor_invalid",
      "The actor's id and the fingerprint must be 1-100 visible ASCII characters, and a user's id "
          + "must be a canonical UUID.",
      true),
  NOT_DECIDABLE(
      "not_decidable",
      "The command could not be decided because of a fault of the service. It is kept, and an "
          + "operator can send it again.",
      true);

  private final String code;
  private final String message;
  private final boolean inPlace;

  Refusal(String code, String message, boolean inPlace) {
    this.code = code;
    this.message = message;
    this.inPlace = inPlace;
  }

  String code() {
    return code;
  }

  String message() {
    return message;
  }

  /**
   * Returns whether the command has the key and partition of its aggregate. Otherwise its outcome
   * is sent but not stored, because its command id may belong to a command that another partition
   * decides.
   */
  boolean isInPlace() {
    return inPlace;
  }

  /** Returns the outcome of the refused command. It copies no invalid field of the command. */
  Outcome outcome(Cause<?> cause) {
    CommandEnvelope<?> command = cause.command();
    boolean isActorValid = CommandReader.isActorValid(command);
    return new Outcome(
        command.commandId(),
        command.aggregateId(),
        isActorValid ? command.actor() : Actor.SYSTEM,
        cause.position(),
        cause.recordedAt(),
        isActorValid ? command.fingerprint() : null,
        Outcome.Rejected.of(Reason.INVALID, code, message));
  }

  /** Returns whether the outcome is a refusal: its command was not decided. */
  static boolean isIn(Outcome outcome) {
    return outcome.result() instanceof Outcome.Rejected rejected
        && Arrays.stream(values()).anyMatch(refusal -> refusal.code.equals(rejected.code()));
  }
}

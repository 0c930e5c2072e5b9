package io.cogniscribe.replay.explain;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The effect of one event on a row.
 *
 * @param at topic, partition and offset
 * @param stream the event's aggregate
 * @param event the event's type; null when the record cannot be read
 * @param notApplied the reason why the event was not applied; null when it was
 */
public record Step(
    String at,
    String stream,
    @Nullable String event,
    @Nullable Instant recordedAt,
    @Nullable String actorKind,
    @Nullable String actorId,
    @Nullable Command command,
    List<Change> changes,
    @Nullable String notApplied) {

  /**
   * The command that caused an event.
   *
   * @param at its position; the command may have expired, since commands are kept for a week
   * @param type null when it was not looked up, or has expired
   */
  public record Command(UUID id, String at, @Nullable String type) {}

  /** A column's values before and after an event; long values are shortened. */
  public record Change(String column, @Nullable Object before, @Nullable Object after) {}

  Step withCommandType(@Nullable String type) {
    return command == null
        ? this
        : new Step(
            at,
            stream,
            event,
            recordedAt,
            actorKind,
            actorId,
            new Command(command.id(), command.at(), type),
            changes,
            notApplied);
  }
}

package io.cogniscribe.replay.explain;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one event has done to a row.
 *
 * @param at topic, partition and offset
 * @param stream the aggregate that it happened to
 * @param event the event's type; null when the record cannot be read
 * @param notApplied why it was not applied; null when it was
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
   * The command behind an event.
   *
   * @param at where it stands, or stood: commands are kept for a week
   * @param type null when it was not looked for, or is no longer there
   */
  public record Command(UUID id, String at, @Nullable String type) {}

  /** A column's value, and the one before; long ones are cut short. */
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

package io.cogniscribe.command.engine;

import io.cogniscribe.audit.AuditEvent;
import io.cogniscribe.audit.SkippedRecord;
import io.cogniscribe.message.CommandEnvelope;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the audit log says of an aggregate type's commands. */
public interface AuditPolicy<C, S> {

  /**
   * What was attempted on what.
   *
   * @param userId whose data it concerned; null where that is unknown
   * @param failureCode why it failed although the command was accepted; null otherwise
   * @param details more for the readers of the audit log
   * @param skipped the record that a projection passes over; null for other actions
   */
  record Attempt(
      String action,
      String resourceType,
      String resourceId,
      @Nullable UUID userId,
      @Nullable String failureCode,
      @Nullable String details,
      @Nullable SkippedRecord skipped) {

    /** An attempt of which there is no more to tell. */
    public Attempt(
        String action,
        String resourceType,
        String resourceId,
        @Nullable UUID userId,
        @Nullable String failureCode) {
      this(action, resourceType, resourceId, userId, failureCode, null, null);
    }

    /** The skip of a parked record. */
    public static Attempt ofSkip(SkippedRecord skipped) {
      return new Attempt(
          AuditEvent.SKIP, "parked_event", skipped.resourceId(), null, null, null, skipped);
    }
  }

  /**
   * The audited attempt; empty for commands that leave no audit record.
   *
   * @param before the state that the command met
   * @param after the state that it left; the same for one that was refused
   */
  Optional<Attempt> attempt(CommandEnvelope<C> command, S before, S after);
}

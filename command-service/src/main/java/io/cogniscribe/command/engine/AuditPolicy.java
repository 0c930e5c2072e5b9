package io.cogniscribe.command.engine;

import io.cogniscribe.audit.AuditEvent;
import io.cogniscribe.audit.SkippedRecord;
import io.cogniscribe.message.CommandEnvelope;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Describes an aggregate type's commands for the audit log. */
public interface AuditPolicy<C, S> {

  /**
   * An attempted action on a resource.
   *
   * @param userId the person whose data the attempt concerned; null if unknown
   * @param failureCode the reason for a failure although the command was accepted; null otherwise
   * @param details more information for the readers of the audit log
   * @param skipped the record that a projection skips; null for other actions
   */
  record Attempt(
      String action,
      String resourceType,
      String resourceId,
      @Nullable UUID userId,
      @Nullable String failureCode,
      @Nullable String details,
      @Nullable SkippedRecord skipped) {

    /** Creates an attempt without a failure code or details. */
    public Attempt(
        String action,
        String resourceType,
        String resourceId,
        @Nullable UUID userId,
        @Nullable String failureCode) {
      this(action, resourceType, resourceId, userId, failureCode, null, null);
    }

    /** Returns the skip of a parked record. */
    public static Attempt ofSkip(SkippedRecord skipped) {
      return new Attempt(
          AuditEvent.SKIP, "parked_event", skipped.resourceId(), null, null, null, skipped);
    }
  }

  /**
   * Returns the audited attempt; empty for commands that leave no audit event.
   *
   * @param before the state before the command
   * @param after the state after the command; equal to {@code before} if it was refused
   */
  Optional<Attempt> attempt(CommandEnvelope<C> command, S before, S after);
}

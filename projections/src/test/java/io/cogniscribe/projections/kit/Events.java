package io.cogniscribe.projections.kit;

import io.cogniscribe.account.AccountEvent;
import io.cogniscribe.account.AccountEvent.UserRegistered;
import io.cogniscribe.audit.AuditEvent;
import io.cogniscribe.audit.AuditEvent.ActionAudited;
import io.cogniscribe.audit.AuditEvent.RecordSkipped;
import io.cogniscribe.audit.AuditStatus;
import io.cogniscribe.audit.SkippedRecord;
import io.cogniscribe.message.Actor;
import io.cogniscribe.message.ActorKind;
import io.cogniscribe.message.CommandPosition;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.projections.engine.Coordinates;
import io.cogniscribe.topic.Keys;
import io.cogniscribe.topic.Topics;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Creates single events in their envelopes. */
public final class Events {

  public static final Actor WORKER = new Actor(ActorKind.WORKER, "worker-7");

  private Events() {}

  /** Returns an id that is reproducible from the random numbers. */
  static UUID id(Random random) {
    return new UUID(
        (random.nextLong() & ~0xf000L) | 0x7000L,
        (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | Long.MIN_VALUE);
  }

  static <E> RecordedEvent<E> recorded(
      UUID streamId, long version, Instant at, CommandPosition cause, E payload) {
    return new RecordedEvent<>(
        UUID.randomUUID(),
        streamId,
        version,
        at,
        at,
        WORKER,
        UUID.randomUUID(),
        UUID.randomUUID(),
        cause,
        payload);
  }

  /** Returns the registration of an account at {@code at}. */
  public static RecordedEvent<AccountEvent> registered(
      UUID id, String username, String email, Instant at) {
    return account(
        id,
        4,
        at,
        new UserRegistered(
            username, email, "{argon2}x", UUID.randomUUID(), UUID.randomUUID(), List.of("user")));
  }

  public static RecordedEvent<AccountEvent> account(
      UUID id, long version, Instant at, AccountEvent event) {
    return recorded(
        id,
        version,
        at,
        new CommandPosition(Topics.ACCOUNT_COMMANDS, Keys.partition(Keys.of(id)), 7),
        event);
  }

  /** Returns the audit event of a skip, as the command-service writes it for an operator. */
  public static RecordedEvent<AuditEvent> skipped(
      String projection, Coordinates at, String streamKey, String reason) {
    UUID operator = UUID.randomUUID();
    Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    return new RecordedEvent<>(
        UUID.randomUUID(),
        operator,
        1,
        now,
        now,
        new Actor(ActorKind.OPERATOR, operator.toString()),
        UUID.randomUUID(),
        UUID.randomUUID(),
        new CommandPosition(Topics.ACCOUNT_COMMANDS, Keys.partition(Keys.of(operator)), 9),
        new RecordSkipped(
            new SkippedRecord(
                projection,
                at.partition().topic(),
                at.partition().partition(),
                at.offset(),
                streamKey,
                reason),
            null,
            null));
  }

  /** Returns the audit event of a refused upload. */
  public static RecordedEvent<AuditEvent> audited(
      @Nullable UUID userId, UUID jobId, Instant at, @Nullable String ipAddress) {
    return recorded(
        UUID.randomUUID(),
        1,
        at,
        new CommandPosition(Topics.JOB_COMMANDS, Keys.partition(Keys.of(jobId)), 9),
        new ActionAudited(
            userId,
            "upload",
            "job",
            jobId.toString(),
            AuditStatus.FAILURE,
            "validation_failed",
            ipAddress,
            "curl/8",
            null,
            "some fields are not valid"));
  }
}

package io.cogniscribe.projections.kit;

import io.cogniscribe.audit.AuditEvent;
import io.cogniscribe.audit.AuditEvent.ActionAudited;
import io.cogniscribe.audit.AuditStatus;
import io.cogniscribe.message.Actor;
import io.cogniscribe.message.ActorKind;
import io.cogniscribe.message.CommandPosition;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Random records of the audit log, with and without each optional field. */
public final class RandomAuditLog {

  private static final Duration STEP = Duration.ofSeconds(4);

  private static final List<ActorKind> KINDS = List.of(ActorKind.values());

  private final Random random;
  private final List<RecordedEvent<AuditEvent>> events = new ArrayList<>();

  private RandomAuditLog(long seed) {
    this.random = new Random(seed);
  }

  /** Returns the given number of records. They depend only on the seed. */
  public static RandomAuditLog of(long seed, int events, Instant start) {
    RandomAuditLog auditLog = new RandomAuditLog(seed);
    for (int i = 0; i < events; i++) {
      auditLog.add(start.plus(STEP.multipliedBy(i)));
    }
    return auditLog;
  }

  public List<RecordedEvent<AuditEvent>> events() {
    return List.copyOf(events);
  }

  /** Returns the expected rows of {@code audit_logs}, computed without code of the projection. */
  public List<Map<String, @Nullable Object>> rows() {
    return events.stream().map(RandomAuditLog::row).toList();
  }

  private void add(Instant at) {
    ActorKind kind = KINDS.get(random.nextInt(KINDS.size()));
    boolean isRefused = random.nextBoolean();
    ActionAudited audited =
        new ActionAudited(
            random.nextBoolean() ? Events.id(random) : null,
            "action-" + random.nextInt(5),
            "job",
            maybe("resource-" + random.nextInt()),
            isRefused ? AuditStatus.FAILURE : AuditStatus.SUCCESS,
            isRefused ? "validation_failed" : null,
            maybe(random.nextBoolean() ? "10.0.0.1" : "2001:db8::7"),
            maybe("browser"),
            maybe("a detail"),
            isRefused ? "some fields are not valid" : null);
    events.add(
        new RecordedEvent<>(
            Events.id(random),
            Events.id(random),
            1,
            at.minusMillis(3),
            at,
            new Actor(kind, "actor-" + random.nextInt(3)),
            Events.id(random),
            Events.id(random),
            new CommandPosition(Topics.JOB_COMMANDS, 0, 9),
            audited));
  }

  private @Nullable String maybe(String text) {
    return random.nextInt(3) == 0 ? null : text;
  }

  private static Map<String, @Nullable Object> row(RecordedEvent<AuditEvent> event) {
    ActionAudited audited = (ActionAudited) event.payload();
    Map<String, @Nullable Object> row = new HashMap<>();
    row.put("id", event.eventId());
    row.put("user_id", audited.userId());
    row.put("actor_kind", event.actor().kind().name().toLowerCase(Locale.ROOT));
    row.put("actor_id", event.actor().id());
    row.put("action", audited.action());
    row.put("resource_type", audited.resourceType());
    row.put("resource_id", audited.resourceId());
    row.put("ip_address", audited.ipAddress());
    row.put("user_agent", audited.userAgent());
    row.put("status", audited.status() == AuditStatus.SUCCESS ? "success" : "failure");
    row.put("code", audited.code());
    row.put("details", audited.details());
    row.put("error_message", audited.errorMessage());
    row.put("correlation_id", event.correlationId());
    row.put("created_at", event.recordedAt());
    return row;
  }
}

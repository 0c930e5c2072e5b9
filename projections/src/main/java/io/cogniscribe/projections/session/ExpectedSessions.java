package io.cogniscribe.projections.session;

import io.cogniscribe.projections.redis.Cell;
import io.cogniscribe.projections.redis.Content;
import io.cogniscribe.projections.redis.Expected;
import io.cogniscribe.projections.redis.Life;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What Redis should know of a user's open sessions, told from all of his facts at once. */
final class ExpectedSessions {

  private final Map<UUID, Long> open = new HashMap<>();
  private String roles = "";
  private long latest;

  private ExpectedSessions() {}

  /**
   * Tells it.
   *
   * @param facts of one user, in order
   * @param isShutOut whether something of his is parked behind them
   */
  static List<Expected> of(List<SessionFact> facts, boolean isShutOut, Instant now) {
    if (facts.isEmpty()) {
      return List.of();
    }
    ExpectedSessions sessions = new ExpectedSessions();
    facts.forEach(sessions::apply);
    if (isShutOut) {
      sessions.open.clear();
    }
    return sessions.expected(facts.getFirst().userId(), now);
  }

  private void apply(SessionFact fact) {
    switch (fact) {
      case SessionFact.Opened(SessionRow row) -> {
        open.put(row.id(), row.expiresAt().toEpochMilli());
        latest = Math.max(latest, row.expiresAt().toEpochMilli());
      }
      case SessionFact.Closed(_, var session, _) -> open.remove(session);
      case SessionFact.AllClosed(_, var kept, _) -> open.keySet().removeIf(id -> !id.equals(kept));
      case SessionFact.RolesGiven(_, var given) -> roles = String.join(",", given);
    }
  }

  private List<Expected> expected(UUID user, Instant now) {
    open.values().removeIf(expiry -> Life.of(expiry, now) == Life.OVER);
    List<Expected> expected = new ArrayList<>();
    if (!roles.isEmpty()) {
      expected.add(
          new Expected.Held(SessionKeys.roles(user), Content.string(roles, Content.NEVER)));
    }
    Map<String, String> scores = new HashMap<>();
    Set<String> fading = new HashSet<>();
    long lasting = 0;
    for (var session : open.entrySet()) {
      Cell cell = SessionKeys.session(session.getKey());
      long expiry = session.getValue();
      if (Life.of(expiry, now) == Life.FADING) {
        expected.add(new Expected.Anything(cell));
        fading.add(session.getKey().toString());
      } else {
        expected.add(new Expected.Held(cell, content(user, expiry)));
        scores.put(session.getKey().toString(), String.valueOf(expiry));
        lasting = Math.max(lasting, expiry);
      }
    }
    if (!open.isEmpty()) {
      // It lasts as long as any session that was opened after it, even one that is closed again.
      expected.add(
          new Expected.Held(
              SessionKeys.sessions(user),
              Content.sortedSet(scores, lasting),
              fading,
              latest,
              scores.isEmpty()));
    }
    return expected;
  }

  private Content content(UUID user, long expiry) {
    return Content.hash(
        Map.of("user_id", user.toString(), "roles", roles, "expires_at", String.valueOf(expiry)),
        expiry);
  }

  /** Whose sessions are expected; empty when there are none. */
  static Optional<UUID> owner(List<Expected> expected) {
    return expected.stream()
        .map(each -> each.cell().key())
        .filter(key -> key.startsWith(SessionKeys.SESSIONS))
        .findFirst()
        .map(key -> UUID.fromString(key.substring(SessionKeys.SESSIONS.length())));
  }

  /**
   * The same, of a user who had been shut out because something of his was parked: sessions that he
   * had then may be missing.
   *
   * @param until when the last of those expires
   */
  static List<Expected> afterShutOut(List<Expected> expected, long until) {
    return expected.stream().map(each -> afterShutOut(each, until)).toList();
  }

  private static Expected afterShutOut(Expected expected, long until) {
    if (!(expected instanceof Expected.Held held) || held.cell().field() != null) {
      return expected;
    }
    Content content = held.content();
    if (!content.type().equals("zset")) {
      return new Expected.Held(
          held.cell(), content, held.fading(), held.latestExpiry(), content.expiresAt() <= until);
    }
    Set<String> fading = new HashSet<>(held.fading());
    content
        .fields()
        .forEach((session, expiry) -> {
          if (Long.parseLong(expiry) <= until) {
            fading.add(session);
          }
        });
    return new Expected.Held(
        held.cell(),
        content,
        fading,
        held.latestExpiry(),
        fading.containsAll(content.fields().keySet()));
  }
}

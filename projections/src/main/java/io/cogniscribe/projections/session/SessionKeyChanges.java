package io.cogniscribe.projections.session;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The changes of a batch, as the argument of the script: ordered steps. */
record SessionKeyChanges(List<Step> steps) {

  /**
   * One change to the sessions of a user; {@code sessions.lua} describes its parts.
   *
   * @param expiresAt in milliseconds since 1970
   * @param roles separated by commas
   */
  record Step(
      String kind,
      String userId,
      @Nullable String sessionId,
      @Nullable Long expiresAt,
      @Nullable String roles) {}

  /**
   * Returns the steps of a batch.
   *
   * @param now a session that has expired by this time is not opened
   */
  static SessionKeyChanges of(List<SessionFact> facts, Instant now) {
    return new SessionKeyChanges(
        facts.stream().map(fact -> step(fact, now)).flatMap(Stream::ofNullable).toList());
  }

  private static @Nullable Step step(SessionFact fact, Instant now) {
    String userId = fact.userId().toString();
    return switch (fact) {
      case SessionFact.Opened(SessionRow row) ->
          row.expiresAt().isAfter(now)
              ? new Step("open", userId, row.id().toString(), row.expiresAt().toEpochMilli(), null)
              : null;
      case SessionFact.Closed(_, var sessionId, _) ->
          new Step("close", userId, sessionId.toString(), null, null);
      case SessionFact.AllClosed(_, var kept, _) ->
          new Step("close_all", userId, kept == null ? null : kept.toString(), null, null);
      case SessionFact.RolesGiven(_, var roles) ->
          new Step("give_roles", userId, null, null, String.join(",", roles));
    };
  }
}

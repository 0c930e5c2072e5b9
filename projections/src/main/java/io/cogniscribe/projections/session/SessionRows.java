package io.cogniscribe.projections.session;

import io.cogniscribe.projections.redis.KeyRows;
import io.cogniscribe.topic.Topics;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;

/**
 * The sessions that have not expired, with the roles of their users. Closed sessions are included,
 * because a closed session that is still open in Redis would grant access.
 */
public final class SessionRows extends KeyRows<SessionRows.Row> {

  /**
   * Skips sessions that expire within a minute, because the clocks of the two servers may differ.
   */
  private static final String QUERY =
      """
      SELECT s.id, s.user_id, s.expires_at, s.closed_at IS NULL, array_to_string(u.roles, ',')
      FROM public.sessions s LEFT JOIN public.users u ON u.id = s.user_id
      WHERE s.expires_at > now() + interval '1 minute'
      """;

  public SessionRows() {
    super(new SessionKeyProjection(), List.of("sessions", "users"), Topics.ACCOUNT_EVENTS, QUERY);
  }

  /**
   * A session.
   *
   * @param expiresAt in milliseconds since 1970
   * @param roles separated by commas; null when there is no account
   */
  public record Row(UUID id, UUID userId, long expiresAt, boolean isOpen, @Nullable String roles) {}

  @Override
  protected Row read(ResultSet row) throws SQLException {
    return new Row(
        row.getObject(1, UUID.class),
        row.getObject(2, UUID.class),
        row.getObject(3, OffsetDateTime.class).toInstant().toEpochMilli(),
        row.getBoolean(4),
        row.getString(5));
  }

  @Override
  public UUID id(Row session) {
    return session.id();
  }

  @Override
  public UUID aggregate(Row session) {
    return session.userId();
  }

  @Override
  public Supplier<List<String>> differing(AbstractPipeline redis, Row session) {
    String user = session.userId().toString();
    String key = SessionKeys.session(session.id());
    String list = SessionKeys.sessions(session.userId());
    Response<Map<String, String>> shown = redis.hgetAll(key);
    Response<Long> left = redis.pttl(key);
    Response<Double> listed = redis.zscore(list, session.id().toString());
    Response<String> roles = redis.hget(SessionKeys.ROLES, user);
    Response<String> shutOut = redis.get(SessionKeys.shutOut(user));
    return () -> {
      // Sessions of a user who was shut out may be missing.
      boolean isOpen = session.isOpen() && (shutOut.get() == null || !shown.get().isEmpty());
      List<String> differing = new ArrayList<>();
      if (isOpen ? left.get() < 0 || !isShown(session, shown.get()) : !shown.get().isEmpty()) {
        differing.add(key);
      }
      Double score = listed.get();
      if (isOpen ? score == null || score != session.expiresAt() : score != null) {
        differing.add(list);
      }
      if (session.roles() != null
          && !session.roles().equals(Objects.requireNonNullElse(roles.get(), ""))) {
        differing.add(SessionKeys.ROLES + " " + user);
      }
      return differing;
    };
  }

  private static boolean isShown(Row session, Map<String, String> shown) {
    return session.userId().toString().equals(shown.get("user_id"))
        && String.valueOf(session.expiresAt()).equals(shown.get("expires_at"))
        && (session.roles() == null || session.roles().equals(shown.get("roles")));
  }
}

package io.cogniscribe.projections.kit;

import io.cogniscribe.account.AccountEvent;
import io.cogniscribe.account.AccountEvent.AccountDeactivated;
import io.cogniscribe.account.AccountEvent.AccountDeleted;
import io.cogniscribe.account.AccountEvent.AccountReactivated;
import io.cogniscribe.account.AccountEvent.ApiKeyIssued;
import io.cogniscribe.account.AccountEvent.ApiKeyRevoked;
import io.cogniscribe.account.AccountEvent.EmailChanged;
import io.cogniscribe.account.AccountEvent.PasswordChanged;
import io.cogniscribe.account.AccountEvent.RolesChanged;
import io.cogniscribe.account.AccountEvent.SessionClosed;
import io.cogniscribe.account.AccountEvent.SessionOpened;
import io.cogniscribe.account.AccountEvent.SessionsClosed;
import io.cogniscribe.account.AccountEvent.UserRegistered;
import io.cogniscribe.message.RecordedEvent;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The expected rows of accounts, sessions and API keys after events in the order of time. They are
 * computed event by event in mutable maps, deliberately without code of the projections. No rule
 * for names is needed, because no account takes a name that another has.
 */
public final class NaiveAccounts {

  private static final int USER_AGENT_LENGTH = 500;

  private final Map<UUID, Map<String, @Nullable Object>> users = new LinkedHashMap<>();
  private final Map<UUID, Map<String, @Nullable Object>> sessions = new LinkedHashMap<>();
  private final Map<UUID, Map<String, @Nullable Object>> keys = new LinkedHashMap<>();

  public static NaiveAccounts of(List<RecordedEvent<AccountEvent>> events) {
    NaiveAccounts fold = new NaiveAccounts();
    events.forEach(fold::apply);
    return fold;
  }

  /** Returns the rows of {@code users}. */
  public List<Map<String, @Nullable Object>> users() {
    return List.copyOf(users.values());
  }

  /** Returns the rows of {@code sessions}. */
  public List<Map<String, @Nullable Object>> sessions() {
    return List.copyOf(sessions.values());
  }

  /** Returns the rows of {@code api_keys}. */
  public List<Map<String, @Nullable Object>> keys() {
    return List.copyOf(keys.values());
  }

  /** Returns the expected session keys in Redis at a moment, with the fields of each key. */
  public Map<String, Map<String, String>> openSessions(Instant now) {
    Map<String, Map<String, String>> open = new HashMap<>();
    sessions.forEach((id, session) -> {
      Instant expiry = (Instant) Objects.requireNonNull(session.get("expires_at"));
      if (session.get("closed_at") == null && expiry.isAfter(now)) {
        UUID user = (UUID) Objects.requireNonNull(session.get("user_id"));
        open.put(
            "session:" + id,
            Map.of(
                "user_id", user.toString(),
                "roles", Objects.requireNonNull(roles().get(user.toString())),
                "expires_at", String.valueOf(expiry.toEpochMilli())));
      }
    });
    return open;
  }

  /** Returns the roles of each account, separated by commas. */
  public Map<String, String> roles() {
    Map<String, String> roles = new HashMap<>();
    users.forEach((id, user) -> {
      List<?> given = (List<?>) Objects.requireNonNull(user.get("roles"));
      roles.put(id.toString(), String.join(",", given.stream().map(String::valueOf).toList()));
    });
    return roles;
  }

  private void apply(RecordedEvent<AccountEvent> event) {
    UUID id = event.streamId();
    if (event.payload() instanceof UserRegistered user) {
      register(event, user);
    } else if (event.payload() instanceof EmailChanged changed) {
      change(event, "email", changed.email());
      change(event, "email_since", event.recordedAt());
    } else if (event.payload() instanceof PasswordChanged changed) {
      change(event, "hashed_password", changed.passwordHash());
    } else if (event.payload() instanceof RolesChanged changed) {
      change(event, "roles", changed.roles());
    } else if (event.payload() instanceof AccountDeactivated) {
      change(event, "is_active", false);
      close(event, null, null);
    } else if (event.payload() instanceof AccountReactivated) {
      change(event, "is_active", true);
    } else if (event.payload() instanceof AccountDeleted) {
      users.remove(id);
      close(event, null, null);
    } else if (event.payload() instanceof SessionOpened opened) {
      open(event, opened);
    } else if (event.payload() instanceof SessionClosed closed) {
      close(event, closed.sessionId(), null);
    } else if (event.payload() instanceof SessionsClosed closed) {
      close(event, null, closed.kept());
    } else if (event.payload() instanceof ApiKeyIssued issued) {
      issue(event, issued);
    } else if (event.payload() instanceof ApiKeyRevoked) {
      row(keys, id).put("revoked_at", event.recordedAt());
      row(keys, id).put("version", event.version());
    }
  }

  private void register(RecordedEvent<AccountEvent> event, UserRegistered user) {
    Map<String, @Nullable Object> row = new HashMap<>();
    row.put("id", event.streamId());
    row.put("username", user.username());
    row.put("username_since", event.recordedAt());
    row.put("email", user.email());
    row.put("email_since", event.recordedAt());
    row.put("hashed_password", user.passwordHash());
    row.put("roles", user.roles());
    row.put("is_active", true);
    row.put("created_at", event.recordedAt());
    row.put("updated_at", event.recordedAt());
    row.put("version", event.version());
    users.put(event.streamId(), row);
  }

  private void change(RecordedEvent<AccountEvent> event, String column, Object value) {
    Map<String, @Nullable Object> row = row(users, event.streamId());
    row.put(column, value);
    row.put("updated_at", event.recordedAt());
    row.put("version", event.version());
  }

  private void open(RecordedEvent<AccountEvent> event, SessionOpened opened) {
    String agent = opened.userAgent();
    Map<String, @Nullable Object> row = new HashMap<>();
    row.put("id", opened.sessionId());
    row.put("user_id", event.streamId());
    row.put("client_address", opened.clientAddress());
    row.put(
        "user_agent",
        agent == null ? null : agent.substring(0, Math.min(agent.length(), USER_AGENT_LENGTH)));
    row.put("opened_at", event.recordedAt());
    row.put("expires_at", opened.expiresAt());
    row.put("closed_at", null);
    sessions.put(opened.sessionId(), row);
  }

  private void close(RecordedEvent<AccountEvent> event, @Nullable UUID only, @Nullable UUID kept) {
    for (Map<String, @Nullable Object> row : sessions.values()) {
      boolean isMeant =
          only == null ? !Objects.equals(row.get("id"), kept) : only.equals(row.get("id"));
      Instant expiry = (Instant) Objects.requireNonNull(row.get("expires_at"));
      if (isMeant
          && event.streamId().equals(row.get("user_id"))
          && row.get("closed_at") == null
          && event.recordedAt().isBefore(expiry)) {
        row.put("closed_at", event.recordedAt());
      }
    }
  }

  private void issue(RecordedEvent<AccountEvent> event, ApiKeyIssued issued) {
    Map<String, @Nullable Object> row = new HashMap<>();
    row.put("id", event.streamId());
    row.put("label", issued.label());
    row.put("role", issued.role());
    row.put("secret_hash", issued.secretHash());
    row.put("issued_by", "worker-7");
    row.put("created_at", event.recordedAt());
    row.put("expires_at", issued.expiresAt());
    row.put("revoked_at", null);
    row.put("version", event.version());
    keys.put(event.streamId(), row);
  }

  private static Map<String, @Nullable Object> row(
      Map<UUID, Map<String, @Nullable Object>> rows, UUID id) {
    return Objects.requireNonNull(rows.get(id));
  }
}

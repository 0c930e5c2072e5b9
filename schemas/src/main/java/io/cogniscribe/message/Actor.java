package io.cogniscribe.message;

import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The sender of a command.
 *
 * @param id the UUID of a user or of an API key as text, or the name of a Kafka principal, which is
 *     never a UUID
 */
public record Actor(ActorKind kind, String id) {

  /** The maximum length of an id. A longer id is a programming error at the edge. */
  public static final int MAX_ID_LENGTH = 100;

  /** The backend itself. */
  public static final Actor SYSTEM = new Actor(ActorKind.SYSTEM, "system");

  /** A sender without a valid proof of their identity. */
  public static final Actor UNPROVEN = new Actor(ActorKind.SYSTEM, "unproven");

  private static final Pattern UUID_TEXT =
      Pattern.compile("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");

  /** Returns the actor for a user. */
  public static Actor user(UUID userId) {
    return new Actor(ActorKind.USER, userId.toString());
  }

  /** Returns whether this is the user {@code userId}, acting as a user. */
  public boolean isUser(UUID userId) {
    return kind == ActorKind.USER && id.equals(userId.toString());
  }

  /**
   * Returns whether this is a producer or worker that writes to Kafka directly, as a Kafka
   * principal.
   */
  public boolean isPrincipal() {
    return (kind == ActorKind.PRODUCER || kind == ActorKind.WORKER)
        && !UUID_TEXT.matcher(id).matches();
  }
}

package io.cogniscribe.message;

import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The sender of a command.
 *
 * @param id the UUID of a user or of an API key as text, or the name of a principal of Kafka, which
 *     is never a UUID
 */
public record Actor(ActorKind kind, String id) {

  /** The longest id that is kept; longer ones are a programming error at the edge. */
  public static final int MAX_ID_LENGTH = 100;

  /** The backend itself. */
  public static final Actor SYSTEM = new Actor(ActorKind.SYSTEM, "system");

  /** A sender who claims to be somebody and does not prove it. */
  public static final Actor UNPROVEN = new Actor(ActorKind.SYSTEM, "unproven");

  private static final Pattern UUID_TEXT =
      Pattern.compile("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");

  /** A person. */
  public static Actor user(UUID userId) {
    return new Actor(ActorKind.USER, userId.toString());
  }

  /** Whether this is the person {@code userId}, in the role of a user. */
  public boolean isUser(UUID userId) {
    return kind == ActorKind.USER && id.equals(userId.toString());
  }

  /** Whether this is a producer or worker that writes to Kafka itself, under a name of its own. */
  public boolean isPrincipal() {
    return (kind == ActorKind.PRODUCER || kind == ActorKind.WORKER)
        && !UUID_TEXT.matcher(id).matches();
  }
}

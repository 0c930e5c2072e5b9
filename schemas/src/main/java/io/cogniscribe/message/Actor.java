package io.cogniscribe.message;

import java.util.UUID;

/**
 * Who asked for a command.
 *
 * @param id a user's id as text, or the name of a service's principal
 */
public record Actor(ActorKind kind, String id) {

  /** The longest id that is kept; longer ones are a programming error at the edge. */
  public static final int MAX_ID_LENGTH = 100;

  /** The backend itself. */
  public static final Actor SYSTEM = new Actor(ActorKind.SYSTEM, "system");

  /** A person. */
  public static Actor user(UUID userId) {
    return new Actor(ActorKind.USER, userId.toString());
  }

  /** Whether this is the person {@code userId}, acting for himself. */
  public boolean isUser(UUID userId) {
    return kind == ActorKind.USER && id.equals(userId.toString());
  }
}

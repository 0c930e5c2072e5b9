package io.cogniscribe.command.edge;

import io.cogniscribe.message.Actor;
import io.cogniscribe.message.ActorKind;
import io.cogniscribe.web.security.Caller;
import io.cogniscribe.web.security.Role;
import java.util.List;

/** Selects the role in which a caller acts. */
public final class Actors {

  private static final List<Role> AS_OPERATOR =
      List.of(Role.OPERATOR, Role.USER, Role.PRODUCER, Role.WORKER);
  private static final List<Role> AS_READER =
      List.of(Role.OPERATOR, Role.WORKER, Role.PRODUCER, Role.USER);

  private Actors() {}

  /**
   * Returns the caller in the first role of {@code ranking} that the caller has.
   *
   * @param ranking all roles. Roles that may not send the command come last: the decider refuses
   *     them, because a refusal belongs in the audit log
   */
  public static Actor of(Caller caller, List<Role> ranking) {
    Role role = ranking.stream().filter(caller::has).findFirst().orElseThrow();
    return new Actor(kind(role), id(caller));
  }

  /**
   * Returns the sender of a command to an account or an API key: an operator if the caller is one.
   */
  public static Actor ofAccount(Caller caller) {
    return of(caller, AS_OPERATOR);
  }

  /** Returns the reader of another person's data, in the role that permits the read. */
  static Actor ofReader(Caller caller) {
    return of(caller, AS_READER);
  }

  /** Returns the id of the actor, which is the same in every role. */
  public static String id(Caller caller) {
    return caller.userId().toString();
  }

  private static ActorKind kind(Role role) {
    return switch (role) {
      case USER -> ActorKind.USER;
      case WORKER -> ActorKind.WORKER;
      case PRODUCER -> ActorKind.PRODUCER;
      case OPERATOR -> ActorKind.OPERATOR;
    };
  }
}

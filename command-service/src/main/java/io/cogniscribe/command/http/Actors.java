package io.cogniscribe.command.http;

import io.cogniscribe.job.JobCommand;
import io.cogniscribe.message.Actor;
import io.cogniscribe.message.ActorKind;
import io.cogniscribe.web.security.Caller;
import io.cogniscribe.web.security.Role;
import java.util.List;

/**
 * In which of his roles a caller acts. Who has none that the command takes acts in his highest one:
 * refusing him is the decider's business, since a refusal belongs into the audit trail.
 */
final class Actors {

  private static final List<Role> AS_OWNER =
      List.of(Role.USER, Role.OPERATOR, Role.PRODUCER, Role.WORKER);
  private static final List<Role> FOR_OTHERS =
      List.of(Role.OPERATOR, Role.PRODUCER, Role.USER, Role.WORKER);
  private static final List<Role> AS_WORKER =
      List.of(Role.WORKER, Role.OPERATOR, Role.PRODUCER, Role.USER);

  private static final List<Role> AS_OPERATOR =
      List.of(Role.OPERATOR, Role.USER, Role.PRODUCER, Role.WORKER);

  private static final List<Role> AS_READER =
      List.of(Role.OPERATOR, Role.WORKER, Role.PRODUCER, Role.USER);

  private Actors() {}

  /** Who asks for the command. */
  static Actor of(Caller caller, JobCommand command) {
    Role role = ranking(caller, command).stream().filter(caller::has).findFirst().orElseThrow();
    return new Actor(kind(role), id(caller));
  }

  /** Who asks for something of an account: an operator as such, whoever else as himself. */
  static Actor ofAccount(Caller caller) {
    Role role = AS_OPERATOR.stream().filter(caller::has).findFirst().orElseThrow();
    return new Actor(kind(role), id(caller));
  }

  /** Who reads what is another's: in the role that lets him. */
  static Actor ofReader(Caller caller) {
    Role role = AS_READER.stream().filter(caller::has).findFirst().orElseThrow();
    return new Actor(kind(role), id(caller));
  }

  /** The id under which the caller acts, in whichever role. */
  static String id(Caller caller) {
    return caller.userId().toString();
  }

  /** The first role that the caller has is the one that he acts in. */
  private static List<Role> ranking(Caller caller, JobCommand command) {
    return switch (command) {
      case JobCommand.Submit submit ->
          submit.userId().equals(caller.userId()) ? AS_OWNER : FOR_OTHERS;
      // Whose job it is, only the decider knows.
      case JobCommand.Retry _, JobCommand.Cancel _, JobCommand.Delete _ -> FOR_OTHERS;
      case JobCommand.Start _,
          JobCommand.ReportProgress _,
          JobCommand.Complete _,
          JobCommand.Fail _ ->
          AS_WORKER;
    };
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

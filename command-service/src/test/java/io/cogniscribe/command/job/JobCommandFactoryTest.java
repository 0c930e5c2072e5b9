package io.cogniscribe.command.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.job.JobCommand;
import io.cogniscribe.job.ProgressStage;
import io.cogniscribe.message.Actor;
import io.cogniscribe.message.ActorKind;
import io.cogniscribe.web.security.Caller;
import io.cogniscribe.web.security.Role;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JobCommandFactoryTest {

  private static final UUID SELF = new UUID(1, 1);
  private static final UUID SOMEBODY_ELSE = new UUID(2, 2);

  @ParameterizedTest(name = "{0} with roles {1} acts as {2}")
  @CsvSource({
    "submit own,   USER,                          USER",
    "submit own,   USER OPERATOR PRODUCER WORKER, USER",
    "submit own,   PRODUCER,                      PRODUCER",
    "submit own,   WORKER,                        WORKER",
    "submit other, USER,                          USER",
    "submit other, USER PRODUCER,                 PRODUCER",
    "submit other, USER PRODUCER OPERATOR,        OPERATOR",
    "submit other, WORKER,                        WORKER",
    "start,        WORKER,                        WORKER",
    "start,        USER OPERATOR WORKER,          WORKER",
    "start,        USER OPERATOR,                 OPERATOR",
    "start,        USER,                          USER",
    "progress,     USER WORKER,                   WORKER",
    "complete,     PRODUCER WORKER,               WORKER",
    "fail,         OPERATOR WORKER,               WORKER",
    "retry,        USER,                          USER",
    "retry,        USER WORKER,                   USER",
    "retry,        USER OPERATOR,                 OPERATOR",
    "cancel,       PRODUCER WORKER,               PRODUCER",
    "delete,       WORKER,                        WORKER",
  })
  void aCallerActsInTheHighestRoleThatTheCommandTakes(
      String command, String roles, ActorKind kind) {
    Caller caller =
        new Caller(
            SELF,
            "somebody",
            Arrays.stream(roles.split(" ")).map(Role::valueOf).collect(Collectors.toSet()));

    assertThat(JobCommandFactory.actor(caller, command(command)))
        .isEqualTo(new Actor(kind, SELF.toString()));
  }

  @ParameterizedTest
  @CsvSource({"USER", "WORKER", "PRODUCER", "OPERATOR"})
  void whoeverActsIsNamedByHisId(Role role) {
    Caller caller = new Caller(SELF, "name with blanks, not for the log", Set.of(role));

    assertThat(JobCommandFactory.actor(caller, command("cancel")).id()).isEqualTo(SELF.toString());
  }

  private static JobCommand command(String name) {
    return switch (name) {
      case "submit own" -> submit(SELF);
      case "submit other" -> submit(SOMEBODY_ELSE);
      case "start" -> new JobCommand.Start();
      case "progress" -> new JobCommand.ReportProgress(ProgressStage.TRANSCRIBING, 1, null);
      case "complete" -> new JobCommand.Complete("", "", 0, 0, null);
      case "fail" -> new JobCommand.Fail("internal_error", null);
      case "retry" -> new JobCommand.Retry();
      case "cancel" -> new JobCommand.Cancel();
      case "delete" -> new JobCommand.Delete();
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static JobCommand submit(UUID owner) {
    return new JobCommand.Submit(owner, "a.mp3", null, 1, null, 0.15, null, true);
  }
}

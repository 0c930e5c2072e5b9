package io.cogniscribe.command.job;

import io.cogniscribe.job.JobCommand;
import io.cogniscribe.web.problem.FieldError;
import io.cogniscribe.web.problem.ProblemException;
import io.cogniscribe.web.security.Caller;
import io.cogniscribe.web.security.Role;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.springframework.http.HttpStatus;

/**
 * Refuses the submissions of one request for users that do not exist, before a command is written.
 *
 * @param exists accepts the users that exist; see {@link Users#existence}
 */
record OwnerCheck(Predicate<UUID> exists) {

  static final String CODE = "user_not_found";

  /**
   * Returns normally if the user exists, or if the decider will refuse the caller anyway: a caller
   * that may not submit for others must not learn which users exist.
   *
   * @throws ProblemException 422 when the user does not exist
   */
  void demandOwner(Caller caller, JobCommand.Submit submit) {
    UUID owner = submit.userId();
    boolean isOwn = caller.has(Role.USER) && owner.equals(caller.userId());
    if (!isOwn && caller.hasAnyOf(Role.PRODUCER, Role.OPERATOR) && !exists.test(owner)) {
      throw new ProblemException(
          HttpStatus.UNPROCESSABLE_CONTENT,
          CODE,
          "The user does not exist. Register the user first.",
          List.of(new FieldError("user_id", "is no user")));
    }
  }
}

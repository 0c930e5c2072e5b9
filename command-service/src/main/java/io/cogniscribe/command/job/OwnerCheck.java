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
 * Refuses the submissions of one request that are for users who do not exist, before a command is
 * written.
 *
 * @param exists which users exist; see {@link Users#existence}
 */
record OwnerCheck(Predicate<UUID> exists) {

  static final String CODE = "user_not_found";

  /**
   * Returns when the user exists, or when the decider refuses the caller anyway: a caller who may
   * not submit for others must not learn which users there are.
   *
   * @throws ProblemException 422 when there is no such user
   */
  void demandOwner(Caller caller, JobCommand.Submit submit) {
    UUID owner = submit.userId();
    boolean isOwn = caller.has(Role.USER) && owner.equals(caller.userId());
    if (!isOwn && caller.hasAnyOf(Role.PRODUCER, Role.OPERATOR) && !exists.test(owner)) {
      throw new ProblemException(
          HttpStatus.UNPROCESSABLE_CONTENT,
          CODE,
          "There is no such user; register the user first.",
          List.of(new FieldError("user_id", "is no user")));
    }
  }
}

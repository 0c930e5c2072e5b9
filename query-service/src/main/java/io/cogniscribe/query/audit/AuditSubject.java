package io.cogniscribe.query.audit;

import io.cogniscribe.query.access.AccessRecords;
import io.cogniscribe.query.owner.Ownership;
import io.cogniscribe.web.access.AccessAction;
import io.cogniscribe.web.http.CanonicalUuid;
import io.cogniscribe.web.problem.ProblemException;
import io.cogniscribe.web.security.Caller;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The user whose data the audit events concern. */
sealed interface AuditSubject {

  /** One user. */
  record Person(UUID userId) implements AuditSubject {}

  /** Any user, known or unknown. */
  record Anybody() implements AuditSubject {}

  /**
   * No known user: for example a log-in with an unknown name, or an address that exceeds a rate
   * limit.
   */
  record Nobody() implements AuditSubject {}

  /**
   * Returns the subject that the query parameter {@code user_id} names: an id, {@code any} or
   * {@code none}.
   *
   * @param otherwise the subject if the parameter is missing
   * @throws ProblemException 403 when a caller that is no operator names another subject than
   *     itself; 422 when the value is invalid
   */
  static AuditSubject of(@Nullable String userId, Caller caller, AuditSubject otherwise) {
    AuditSubject subject = userId == null ? otherwise : parse(userId);
    switch (subject) {
      case Person(var person) -> Ownership.listed(caller, person);
      case Anybody _, Nobody _ -> Ownership.operatorsOnly(caller);
    }
    return subject;
  }

  /** Records that the caller reads these audit events. */
  default void record(AccessAction action, Caller caller, AccessRecords accesses) {
    switch (this) {
      case Person(var userId) -> accesses.ofPerson(caller, action, userId);
      case Anybody _, Nobody _ -> accesses.ofAnybody(action);
    }
  }

  private static AuditSubject parse(String userId) {
    return switch (userId) {
      case "any" -> new Anybody();
      case "none" -> new Nobody();
      default ->
          CanonicalUuid.parse(userId)
              .<AuditSubject>map(Person::new)
              .orElseThrow(
                  () -> ProblemException.invalid("user_id", "must be a UUID, or any, or none"));
    };
  }
}

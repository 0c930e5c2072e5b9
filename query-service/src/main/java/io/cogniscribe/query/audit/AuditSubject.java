package io.cogniscribe.query.audit;

import io.cogniscribe.query.access.AccessRecords;
import io.cogniscribe.query.owner.Ownership;
import io.cogniscribe.web.access.AccessAction;
import io.cogniscribe.web.http.CanonicalUuid;
import io.cogniscribe.web.problem.ProblemException;
import io.cogniscribe.web.security.Caller;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Whose data the wanted records concern. */
sealed interface AuditSubject {

  /** One person's. */
  record Person(UUID userId) implements AuditSubject {}

  /** Anybody's, known or not. */
  record Anybody() implements AuditSubject {}

  /** Nobody's who is known: a log-in with a name that nobody has, an address that asks too much. */
  record Nobody() implements AuditSubject {}

  /**
   * The subject that the query parameter {@code user_id} names: an id, {@code any} or {@code none}.
   *
   * @param otherwise when it is not given
   * @throws ProblemException 403 when the caller is no operator and asks for others than himself;
   *     422 when it is something else
   */
  static AuditSubject of(@Nullable String userId, Caller caller, AuditSubject otherwise) {
    AuditSubject subject = userId == null ? otherwise : parse(userId);
    switch (subject) {
      case Person(var person) -> Ownership.listed(caller, person);
      case Anybody _, Nobody _ -> Ownership.operatorsOnly(caller);
    }
    return subject;
  }

  /** Has it recorded that the caller reads such records. */
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

package io.cogniscribe.replay.explain;

import io.cogniscribe.account.AccountEvent;
import io.cogniscribe.account.AccountEvent.EmailChanged;
import io.cogniscribe.account.AccountEvent.UserRegistered;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.projections.engine.Source;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/** Selects the events by which accounts take a name that a given account has had. */
public final class NameTakers implements Search<RecordedEvent<AccountEvent>> {

  private final Set<String> usernames = new HashSet<>();
  private final Set<String> emails = new HashSet<>();
  private final Source<TakenFact<RecordedEvent<AccountEvent>>> source = UserSubject.accountEvents();

  /**
   * @param own the events of the account
   */
  public NameTakers(Collection<RecordedEvent<AccountEvent>> own) {
    for (RecordedEvent<AccountEvent> event : own) {
      if (event.payload() instanceof UserRegistered user) {
        usernames.add(user.username());
        emails.add(user.email());
      } else if (event.payload() instanceof EmailChanged changed) {
        emails.add(changed.email());
      }
    }
  }

  @Override
  public Source<TakenFact<RecordedEvent<AccountEvent>>> source() {
    return source;
  }

  @Override
  public Set<UUID> streams() {
    return Set.of();
  }

  @Override
  public boolean concerns(RecordedEvent<AccountEvent> event) {
    if (event.payload() instanceof EmailChanged changed) {
      return emails.contains(changed.email());
    }
    return event.payload() instanceof UserRegistered user
        && (usernames.contains(user.username()) || emails.contains(user.email()));
  }
}

package io.cogniscribe.system;

import io.cogniscribe.account.AccountEvent;
import io.cogniscribe.account.AccountEvent.RegistrationRequested;
import io.cogniscribe.command.engine.KafkaClients;
import io.cogniscribe.testservers.junit.CommittedRecords;
import io.cogniscribe.topic.Topics;
import io.cogniscribe.wire.Codecs;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Registrations in the log, folded independently of the product's code.
 *
 * @param requested by account
 * @param registered number of registration events per account
 * @param refused accounts whose registration was refused
 * @param holders accounts that hold names, by claim
 */
record RecordedAccounts(
    Map<UUID, RegistrationRequested> requested,
    Map<UUID, Integer> registered,
    Set<UUID> refused,
    Map<UUID, UUID> holders) {

  /** Reads all records that are committed now. */
  static RecordedAccounts read(String bootstrapServers) {
    RecordedAccounts accounts =
        new RecordedAccounts(new HashMap<>(), new HashMap<>(), new HashSet<>(), new HashMap<>());
    var codec = Codecs.accountEvents();
    CommittedRecords.of(new KafkaClients(bootstrapServers).consumer(), Topics.ACCOUNT_EVENTS)
        .forEach(record -> {
          var event = codec.decode(record.value());
          accounts.fold(event.streamId(), event.payload());
        });
    return accounts;
  }

  // Not an exhaustive switch: this fold ignores all other events.
  private void fold(UUID stream, AccountEvent event) {
    if (event instanceof RegistrationRequested request) {
      requested.put(stream, request);
    } else if (event instanceof AccountEvent.UserRegistered) {
      registered.merge(stream, 1, Integer::sum);
    } else if (event instanceof AccountEvent.RegistrationRefused) {
      refused.add(stream);
    } else if (event instanceof AccountEvent.NameClaimed(var userId, _)) {
      holders.put(stream, userId);
    } else if (event instanceof AccountEvent.NameReleased(var userId, _)) {
      holders.remove(stream, userId);
    }
  }

  /** Returns only the registrations that were requested with one of the names. */
  RecordedAccounts of(Set<String> usernames) {
    Set<UUID> wanted = new HashSet<>();
    Set<UUID> claims = new HashSet<>();
    requested.forEach((account, request) -> {
      if (usernames.contains(request.username())) {
        wanted.add(account);
        claims.add(request.usernameClaim());
        claims.add(request.emailClaim());
      }
    });
    RecordedAccounts some =
        new RecordedAccounts(
            new HashMap<>(requested),
            new HashMap<>(registered),
            new HashSet<>(refused),
            new HashMap<>(holders));
    some.requested.keySet().retainAll(wanted);
    some.registered.keySet().retainAll(wanted);
    some.refused.retainAll(wanted);
    some.holders.keySet().retainAll(claims);
    return some;
  }

  /** Returns the names that must be held if every registered account holds both of its names. */
  Map<UUID, UUID> namesOfRegistered() {
    Map<UUID, UUID> names = new HashMap<>();
    registered
        .keySet()
        .forEach(account -> {
          RegistrationRequested request = requested.get(account);
          if (request != null) {
            names.put(request.usernameClaim(), account);
            names.put(request.emailClaim(), account);
          }
        });
    return names;
  }
}

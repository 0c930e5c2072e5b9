package io.cogniscribe.system;

import io.cogniscribe.account.AccountEvent;
import io.cogniscribe.account.AccountEvent.RegistrationRequested;
import io.cogniscribe.topic.Topics;
import io.cogniscribe.wire.Codecs;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What the log says of registrations, folded as simply as can be and by nothing of the product.
 *
 * @param requested by account
 * @param registered the accounts that have come to be, as often as the log says so
 * @param refused the accounts that have not
 * @param holders of names, by claim
 */
record RecordedAccounts(
    Map<UUID, RegistrationRequested> requested,
    Map<UUID, Integer> registered,
    Set<UUID> refused,
    Map<UUID, UUID> holders) {

  /** Reads all that is committed now. */
  static RecordedAccounts read(String bootstrapServers) {
    RecordedAccounts accounts =
        new RecordedAccounts(new HashMap<>(), new HashMap<>(), new HashSet<>(), new HashMap<>());
    Map<String, Object> config =
        Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed");
    List<TopicPartition> partitions =
        IntStream.range(0, Topics.PARTITIONS)
            .mapToObj(partition -> new TopicPartition(Topics.ACCOUNT_EVENTS, partition))
            .toList();
    var codec = Codecs.accountEvents();
    try (var consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer
            .poll(Duration.ofSeconds(1))
            .forEach(record -> {
              var event = codec.decode(record.value());
              accounts.fold(event.streamId(), event.payload());
            });
      }
    }
    return accounts;
  }

  // Not a switch over all events: an event that this fold does not know changes nothing in it.
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

  /** Only what concerns registrations that were asked for under one of the names. */
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

  /** The names that are held by these accounts when every one of them has both of its own. */
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

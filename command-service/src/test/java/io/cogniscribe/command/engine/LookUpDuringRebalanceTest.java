package io.cogniscribe.command.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import io.cogniscribe.testservers.junit.RealServers;
import io.cogniscribe.testservers.junit.TestServers;
import java.nio.file.Path;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.streams.KafkaStreams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Look-ups of outcomes while Kafka Streams moves partitions and its stores are closed. */
@RealServers
final class LookUpDuringRebalanceTest {

  private final String application = "test-" + UuidCreator.getTimeOrderedEpoch();

  @Test
  void aLookUpWaitsUntilTheStoresAreOpen(
      TestServers servers, @TempDir Path here, @TempDir Path there) throws Exception {
    KafkaClients clients = new KafkaClients(servers.kafkaBootstrapServers());
    try (RunningDeciders first = begin(clients, here)) {
      first.awaitReady();

      Set<KafkaStreams.State> states = ConcurrentHashMap.newKeySet();
      try (ExecutorService background = Executors.newVirtualThreadPerTaskExecutor()) {
        Future<?> moved = background.submit(() -> startAndStop(clients, there));
        Future<?> sampled =
            background.submit(() -> {
              while (!moved.isDone()) {
                states.add(first.streams().state());
              }
            });
        while (!moved.isDone()) {
          assertThat(first.streams().find(UUID.randomUUID())).isEmpty();
        }
        moved.get();
        sampled.get();
      }

      assertThat(states).contains(KafkaStreams.State.REBALANCING);
    }
  }

  private void startAndStop(KafkaClients clients, Path state) {
    try (RunningDeciders second = begin(clients, state)) {
      second.awaitReady();
    }
  }

  private RunningDeciders begin(KafkaClients clients, Path state) {
    return RunningDeciders.begin(clients, application, state, clients::consumer);
  }
}

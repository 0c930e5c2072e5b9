package io.cogniscribe.command.engine;

import io.cogniscribe.message.Outcome;
import io.cogniscribe.topic.Topics;
import io.cogniscribe.wire.AvroCodec;
import io.cogniscribe.wire.Codecs;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;

/**
 * The command path: for each aggregate type {@code commands -> decider -> events, outgoing
 * messages, outcomes}, and from all of them {@code audit.events} and the dead letters.
 *
 * <p>The aggregate types share the clock of their partition, which makes them one sub-topology. So
 * each partition of the audit log has one writer.
 *
 * @param decisions counts every decision
 * @param inMemory keeps state in memory instead of RocksDB; both are backed by a changelog
 */
public record CommandTopology(
    List<AggregateType<?, ?, ?, ?>> aggregateTypes,
    StateRestore restore,
    DecisionMeter decisions,
    boolean inMemory) {

  /** Builds the topology that Kafka Streams runs. */
  public Topology build() {
    Topology topology = new Topology();
    FailedCommands failures = new FailedCommands();
    List<String> deciders = new ArrayList<>();
    for (AggregateType<?, ?, ?, ?> aggregateType : aggregateTypes) {
      deciders.add(addDecider(topology, aggregateType, failures));
    }
    String[] parents = deciders.toArray(String[]::new);
    topology.addStateStore(RecordedClock.storeBuilder(), parents);
    topology.addStateStore(RestoreMarks.storeBuilder(), parents);
    addSink(topology, Outbox.AUDIT_SINK, Topics.AUDIT_EVENTS, parents);
    for (AggregateType<?, ?, ?, ?> aggregateType : aggregateTypes) {
      addSink(
          topology,
          Outbox.commandSink(aggregateType.commandsTopic()),
          aggregateType.commandsTopic(),
          parents);
    }
    addSink(topology, Outbox.DEAD_LETTER_SINK, Topics.DEAD_LETTERS, parents);
    return topology;
  }

  private <C, E, N, S> String addDecider(
      Topology topology, AggregateType<C, E, N, S> aggregateType, FailedCommands failures) {
    String source = aggregateType.name() + "-commands";
    String decider = aggregateType.name() + "-decider";
    topology.addSource(
        source,
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer(),
        aggregateType.commandsTopic());
    topology.addProcessor(
        decider,
        () -> new DecidingProcessor<>(aggregateType, restore, failures, decisions),
        source);
    topology.addStateStore(states(aggregateType), decider);
    topology.addStateStore(outcomes(aggregateType), decider);
    addSink(topology, aggregateType.name() + "-events", aggregateType.eventsTopic(), decider);
    addSink(topology, aggregateType.name() + "-notices", aggregateType.messagesTopic(), decider);
    addSink(topology, aggregateType.name() + "-outcomes", aggregateType.outcomesTopic(), decider);
    return decider;
  }

  private static void addSink(Topology topology, String name, String topic, String... parents) {
    topology.addSink(
        name,
        topic,
        new ByteArraySerializer(),
        new ByteArraySerializer(),
        new KeyPartitioner(),
        parents);
  }

  private <S> StoreBuilder<KeyValueStore<UUID, Versioned<S>>> states(
      AggregateType<?, ?, ?, S> aggregateType) {
    String name = aggregateType.stateStore();
    return Stores.keyValueStoreBuilder(
        inMemory ? Stores.inMemoryKeyValueStore(name) : Stores.persistentKeyValueStore(name),
        Serdes.UUID(),
        serde(aggregateType.states()));
  }

  private StoreBuilder<WindowStore<UUID, Outcome>> outcomes(
      AggregateType<?, ?, ?, ?> aggregateType) {
    String name = aggregateType.outcomeStore();
    return Stores.windowStoreBuilder(
        inMemory
            ? Stores.inMemoryWindowStore(name, OutcomeStore.RETENTION, OutcomeStore.WINDOW, false)
            : Stores.persistentWindowStore(
                name, OutcomeStore.RETENTION, OutcomeStore.WINDOW, false),
        Serdes.UUID(),
        serde(Codecs.outcomes()));
  }

  private static <T> Serde<T> serde(AvroCodec<T> codec) {
    return Serdes.serdeFrom(
        (topic, value) -> value == null ? null : codec.encode(value),
        (topic, bytes) -> bytes == null ? null : codec.decode(bytes));
  }
}

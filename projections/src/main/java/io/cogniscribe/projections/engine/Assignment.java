package io.cogniscribe.projections.engine;

import io.cogniscribe.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The partitions that the consumer group assigned to a loop. The loop reads a partition only while
 * its position is certain. The partition is paused from assignment until the loop has claimed it in
 * the store, and again after an error that leaves the outcome of a commit in doubt.
 */
final class Assignment<E> implements ConsumerRebalanceListener {

  private static final Logger LOG = LoggerFactory.getLogger(Assignment.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final Consumer<byte[], byte[]> consumer;
  private final KafkaSource kafka;
  private final ProjectionStore<E> store;
  private final Map<String, Source<E>> sources;

  private final Set<TopicPartition> unclaimed = new HashSet<>();
  private final Set<TopicPartition> inDoubt = new HashSet<>();

  /** Partitions that another loop has claimed since, with their last known positions. */
  private final Map<TopicPartition, Long> leftToOthers = new HashMap<>();

  /** The partitions of these that {@link #takeBack()} has checked before. */
  private final Set<TopicPartition> watched = new HashSet<>();

  private final GroupOffsets group = new GroupOffsets();
  private final Map<TopicPartition, Long> positions = new HashMap<>();
  private final Map<TopicPartition, Long> lastEnds = new HashMap<>();
  private boolean joined;

  Assignment(
      Consumer<byte[], byte[]> consumer,
      KafkaSource kafka,
      ProjectionStore<E> store,
      Map<String, Source<E>> sources) {
    this.consumer = consumer;
    this.kafka = kafka;
    this.store = store;
    this.sources = sources;
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    joined = true;
    consumer.pause(partitions);
    // A paused partition can have any position; without one, the consumer would fetch the group's.
    partitions.forEach(partition -> consumer.seek(partition, 0));
    // Partitions that were added to a topic stay paused, because they are not part of the log.
    partitions.stream()
        .filter(partition -> partition.partition() < Topics.PARTITIONS)
        .forEach(unclaimed::add);
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    unclaimed.removeAll(partitions);
    inDoubt.removeAll(partitions);
    leftToOthers.keySet().removeAll(partitions);
    watched.removeAll(partitions);
    positions.keySet().removeAll(partitions);
    lastEnds.keySet().removeAll(partitions);
  }

  /** Returns whether this loop has joined the group, possibly without a partition. */
  boolean joined() {
    return joined;
  }

  /** Returns the number of partitions that another loop has claimed after this one. */
  int leftToOthers() {
    return leftToOthers.size();
  }

  /**
   * Takes back the partitions that their other owner has not advanced since the last call. The
   * group must still assign them to this loop, because it accepts offsets from current members
   * only.
   */
  void takeBack() {
    if (leftToOthers.isEmpty()) {
      return;
    }
    Map<TopicPartition, StoredPosition> stored = store.read(Set.copyOf(leftToOthers.keySet()));
    Map<TopicPartition, OffsetAndMetadata> still = new HashMap<>();
    leftToOthers.replaceAll((partition, before) -> {
      StoredPosition position = stored.get(partition);
      // A missing position means that the tables were emptied, so the partition has no owner.
      long next = position == null ? 0 : position.nextOffset();
      if (position == null || (!watched.add(partition) && before == next)) {
        still.put(partition, new OffsetAndMetadata(next));
      }
      return next;
    });
    if (still.isEmpty()) {
      return;
    }
    try {
      consumer.commitSync(still, TIMEOUT);
    } catch (CommitFailedException | RebalanceInProgressException e) {
      LOG.debug("the consumer group assigned {} to another projector", still.keySet(), e);
      return;
    }
    LOG.warn("no other projector advances {} any longer; taking them back", still.keySet());
    leftToOthers.keySet().removeAll(still.keySet());
    watched.removeAll(still.keySet());
    unclaimed.addAll(still.keySet());
  }

  /** Finds partitions that another projector of the group applies to another store. */
  void compareWithGroup() {
    Set<TopicPartition> others = new HashSet<>();
    for (String topic : sources.keySet()) {
      consumer
          .partitionsFor(topic, TIMEOUT)
          .forEach(info -> others.add(new TopicPartition(topic, info.partition())));
    }
    others.removeAll(consumer.assignment());
    if (!joined || others.isEmpty()) {
      group.compare(Map.of(), Map.of());
      return;
    }
    Map<TopicPartition, Long> committed = new HashMap<>();
    consumer
        .committed(others, TIMEOUT)
        .forEach((partition, offset) -> {
          if (offset != null) {
            committed.put(partition, offset.offset());
          }
        });
    group.compare(committed, store.offsets(others));
  }

  /** Returns the number of partitions that the last two checks found applied to another store. */
  int appliedElsewhere() {
    return group.appliedElsewhere();
  }

  /** Returns the next offset of every partition that is being read. */
  Map<TopicPartition, Long> positions() {
    return positions;
  }

  void advance(Batch<E> batch) {
    batch.advances().forEach(advance -> positions.put(advance.partition(), advance.next()));
  }

  /** Pauses all partitions until their positions are read from the store again. */
  void doubt() {
    inDoubt.addAll(positions.keySet());
    consumer.pause(positions.keySet());
    // Seeks only so that the lag counts from the last applied record.
    positions.forEach(consumer::seek);
    positions.clear();
  }

  /** Claims new partitions, and reads the positions again where a commit is in doubt. */
  void settle() {
    if (unclaimed.isEmpty() && inDoubt.isEmpty()) {
      return;
    }
    Set<TopicPartition> open = new HashSet<>(unclaimed);
    open.addAll(inDoubt);
    Map<TopicPartition, LogRange> log = log(open);
    Map<TopicPartition, StoredPosition> stored = store.read(open);
    log.forEach((partition, range) -> range.check(stored.get(partition)));
    giveUpForeign(stored);
    for (TopicPartition partition : inDoubt) {
      StoredPosition position = stored.get(partition);
      if (position == null) {
        // The tables or keys were emptied, so the partition must be claimed like a new one.
        unclaimed.add(partition);
      } else {
        read(partition, position.nextOffset(), range(log, partition));
      }
    }
    inDoubt.clear();
    Map<TopicPartition, Start> starts = new HashMap<>();
    unclaimed.forEach(partition -> starts.put(partition, range(log, partition).start()));
    store.claim(starts).forEach((partition, next) -> read(partition, next, range(log, partition)));
    unclaimed.clear();
  }

  private void read(TopicPartition partition, long next, LogRange log) {
    positions.put(partition, next);
    // Progress reports may have expired unread. For all other topics, the range check has shown
    // that no record is missing.
    consumer.seek(partition, Math.max(next, log.begin()));
    consumer.resume(Set.of(partition));
  }

  private void giveUpForeign(Map<TopicPartition, StoredPosition> stored) {
    List<TopicPartition> foreign = new ArrayList<>();
    stored.forEach((partition, position) -> {
      if (position.foreign() && inDoubt.contains(partition)) {
        foreign.add(partition);
      }
    });
    if (!foreign.isEmpty()) {
      inDoubt.removeAll(foreign);
      foreign.forEach(partition ->
          leftToOthers.put(partition, Objects.requireNonNull(stored.get(partition)).nextOffset()));
      LOG.warn(
          "another projector has taken over {}; waiting until it no longer advances them", foreign);
    }
  }

  private Map<TopicPartition, LogRange> log(Set<TopicPartition> partitions) {
    Set<String> topics = partitions.stream().map(TopicPartition::topic).collect(Collectors.toSet());
    Map<String, String> topicIds = kafka.topicIds(topics);
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions, TIMEOUT);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, TIMEOUT);
    return partitions.stream()
        .collect(
            Collectors.toMap(
                partition -> partition,
                partition ->
                    new LogRange(
                        partition,
                        Objects.requireNonNull(topicIds.get(partition.topic())),
                        Objects.requireNonNull(begins.get(partition)),
                        Objects.requireNonNull(ends.get(partition)),
                        Objects.requireNonNull(sources.get(partition.topic())).keptForEver())));
  }

  /**
   * Counts the committed records that are not applied yet, by partition. For partitions that are
   * left to others, the transaction markers after the last record count too.
   */
  Map<TopicPartition, Long> lag() {
    Set<TopicPartition> mine = new HashSet<>(positions.keySet());
    mine.addAll(inDoubt);
    mine.addAll(leftToOthers.keySet());
    Map<TopicPartition, Long> lag = new HashMap<>();
    consumer
        .endOffsets(mine, TIMEOUT)
        // The consumer's position also counts the transaction markers after the last record.
        .forEach((partition, end) ->
            lag.put(
                partition,
                end - leftToOthers.getOrDefault(partition, consumer.position(partition))));
    return lag;
  }

  /**
   * Returns the next offset of each partition in which all records are applied that were committed
   * at the previous call. A comparison with the current end would never succeed for a loop that
   * always has records to apply.
   */
  Map<TopicPartition, Long> upToDate() {
    Map<TopicPartition, Long> ends = consumer.endOffsets(positions.keySet(), TIMEOUT);
    Map<TopicPartition, Long> upToDate = new HashMap<>(positions);
    ends.forEach((partition, end) -> {
      if (consumer.position(partition) < lastEnds.getOrDefault(partition, end)) {
        upToDate.remove(partition);
      }
    });
    lastEnds.putAll(ends);
    return upToDate;
  }

  /** Commits the positions to the consumer group, for Kafka's monitoring tools. */
  void advise() {
    if (positions.isEmpty()) {
      return;
    }
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    positions.forEach((partition, next) -> offsets.put(partition, new OffsetAndMetadata(next)));
    consumer.commitAsync(
        offsets,
        (_, failure) -> {
          if (failure != null) {
            LOG.debug("cannot commit the offsets to the consumer group", failure);
          }
        });
  }

  private static LogRange range(Map<TopicPartition, LogRange> log, TopicPartition partition) {
    return Objects.requireNonNull(log.get(partition));
  }
}

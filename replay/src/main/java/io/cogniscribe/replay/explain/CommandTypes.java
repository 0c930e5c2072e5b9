package io.cogniscribe.replay.explain;

import io.cogniscribe.message.CommandEnvelope;
import io.cogniscribe.projections.engine.LogReader;
import io.cogniscribe.projections.engine.RecordReader;
import io.cogniscribe.wire.AvroCodec;
import io.cogniscribe.wire.WireException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;

/**
 * Looks up the types of the commands that caused events. An event names its command by id and
 * position; the command itself is kept for a week.
 *
 * @param topic the aggregate type's commands
 * @param <C> the aggregate type's commands
 */
public record CommandTypes<C>(LogReader log, String topic, AvroCodec<CommandEnvelope<C>> codec) {

  private static final long BYTES_AT_ONCE = 8L << 20;

  /** Adds the types of the commands that are still in the topic. */
  public List<Step> addTo(List<Step> steps) {
    Map<Integer, TreeSet<Long>> offsets = new HashMap<>();
    for (Step step : steps) {
      if (step.command() != null) {
        String[] position = step.command().at().split(":", 3);
        if (position[0].equals(topic)) {
          offsets
              .computeIfAbsent(Integer.valueOf(position[1]), _ -> new TreeSet<>())
              .add(Long.valueOf(position[2]));
        }
      }
    }
    Map<UUID, String> types = new HashMap<>();
    try (RecordReader records = log.single()) {
      offsets.forEach((partition, each) ->
          read(records, new TopicPartition(topic, partition), List.copyOf(each), types));
    } catch (AuthorizationException e) {
      // The process may lack the right to read commands; their types stay unknown.
      return steps;
    }
    return steps.stream()
        .map(step ->
            step.command() == null ? step : step.withCommandType(types.get(step.command().id())))
        .toList();
  }

  private void read(
      RecordReader records, TopicPartition partition, List<Long> offsets, Map<UUID, String> types) {
    for (int done = 0; done < offsets.size(); ) {
      RecordReader.Found found =
          records.read(partition, offsets.subList(done, offsets.size()), BYTES_AT_ONCE);
      found.records().forEach(record -> add(record, types));
      done += found.looked();
    }
  }

  private void add(ConsumerRecord<byte[], byte[]> record, Map<UUID, String> types) {
    try {
      CommandEnvelope<C> command = codec.decode(record.value());
      types.put(command.commandId(), command.type());
    } catch (WireException unreadable) {
      // The record is no command that this version can decode; its type stays unknown.
    }
  }
}

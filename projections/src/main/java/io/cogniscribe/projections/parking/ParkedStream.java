package io.cogniscribe.projections.parking;

import io.cogniscribe.projections.engine.Decoded;
import io.cogniscribe.topic.Keys;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;

/** An aggregate's records in one partition. */
public record ParkedStream(TopicPartition partition, String streamKey) {

  /** The one that a record belongs to. */
  public static ParkedStream of(Decoded<?> decoded) {
    return new ParkedStream(decoded.at().partition(), decoded.streamKey());
  }

  /** That of an aggregate in a topic. */
  public static ParkedStream of(String topic, UUID aggregate) {
    TopicPartition partition = new TopicPartition(topic, Keys.partition(Keys.of(aggregate)));
    return new ParkedStream(partition, aggregate.toString());
  }
}

package io.cogniscribe.projections.parking;

import io.cogniscribe.projections.engine.Decoded;
import org.apache.kafka.common.TopicPartition;

/** An aggregate's records in one partition. */
public record ParkedStream(TopicPartition partition, String streamKey) {

  /** Returns the stream of a record. */
  public static ParkedStream of(Decoded<?> decoded) {
    return new ParkedStream(decoded.at().partition(), decoded.streamKey());
  }
}

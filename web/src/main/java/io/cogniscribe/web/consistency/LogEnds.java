package io.cogniscribe.web.consistency;

import java.util.List;

/** How far the command topics are written: the answer of the command-service to other services. */
public record LogEnds(List<TopicEnds> topics) {

  /** The path at which the command-service answers; the gateway does not lead here. */
  public static final String PATH = "/internal/log-ends";

  /** No topic is known. */
  public static final LogEnds NONE = new LogEnds(List.of());

  /**
   * The ends of a topic's partitions.
   *
   * @param ends the offset of the next record, by partition
   */
  public record TopicEnds(String topic, List<Long> ends) {

    public TopicEnds {
      ends = List.copyOf(ends);
    }
  }

  public LogEnds {
    topics = List.copyOf(topics);
  }

  /** Whether the topic is known to have a record at that offset. */
  public boolean hasReached(String topic, int partition, long offset) {
    return topics.stream()
        .filter(known -> known.topic().equals(topic) && partition < known.ends().size())
        .anyMatch(known -> offset < known.ends().get(partition));
  }
}

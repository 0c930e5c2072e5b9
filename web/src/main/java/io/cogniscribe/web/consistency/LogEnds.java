package io.cogniscribe.web.consistency;

import java.util.List;

/** End offsets of the command topics, which the command-service reports to other services. */
public record LogEnds(List<TopicEnds> topics) {

  /** Path at which the command-service answers; the gateway does not expose it. */
  public static final String PATH = "/internal/log-ends";

  /** Ends of no topic. */
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

  /** Returns whether the topic is known to have a record at the offset. */
  public boolean hasReached(String topic, int partition, long offset) {
    return topics.stream()
        .filter(known -> known.topic().equals(topic) && partition < known.ends().size())
        .anyMatch(known -> offset < known.ends().get(partition));
  }
}

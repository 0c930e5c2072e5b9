package io.cogniscribe.replay.archive;

import io.cogniscribe.replay.archive.Manifest.Extract;
import io.cogniscribe.topic.TopicDefinition;
import io.cogniscribe.topic.Topics;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part of the log to export.
 *
 * @param topics the names of topics
 * @param from the first moment; null for the beginning
 * @param to the moment before which it ends; null for now
 */
public record Selection(List<String> topics, @Nullable Instant from, @Nullable Instant to) {

  /** Returns the whole log, which can be imported. */
  public static Selection everything() {
    return new Selection(Topics.all().stream().map(TopicDefinition::name).toList(), null, null);
  }

  @Nullable Extract extract() {
    return from == null && to == null
        ? null
        : new Extract(from == null ? null : from.toString(), to == null ? null : to.toString());
  }
}

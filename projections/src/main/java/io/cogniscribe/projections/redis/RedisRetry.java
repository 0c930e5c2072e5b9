package io.cogniscribe.projections.redis;

import io.cogniscribe.projections.parking.ParkedEvent;
import io.cogniscribe.projections.parking.ParkedStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The one argument of the script that retries; {@code retry-begin.lua} says what is what. */
record RedisRetry(
    List<String> expected,
    List<String> gone,
    List<Failed> failed,
    List<Stream> streams,
    String versionField,
    String version,
    Object changes) {

  /**
   * @param pointer null when the pointer stays as it is
   */
  record Failed(String stream, String field, RedisBatch.@Nullable Pointer pointer) {}

  record Stream(String stream, String streamKey, String last) {}

  static List<Stream> streams(Map<ParkedStream, ParkedEvent> last) {
    return last.entrySet().stream()
        .map(entry ->
            new Stream(
                RedisKeys.member(entry.getKey()),
                entry.getKey().streamKey(),
                RedisKeys.field(entry.getValue().at())))
        .toList();
  }
}

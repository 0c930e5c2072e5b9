package io.cogniscribe.projections.redis;

import io.cogniscribe.projections.parking.ParkedEvent;
import io.cogniscribe.projections.parking.ParkedStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The argument of the script that retries; {@code retry-begin.lua} describes its parts. */
record RedisRetry(
    List<String> expected,
    List<String> gone,
    List<Failed> failed,
    List<Stream> streams,
    String versionField,
    String version,
    Object changes) {

  /**
   * @param pointer the new pointer; null when the stored one stays
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

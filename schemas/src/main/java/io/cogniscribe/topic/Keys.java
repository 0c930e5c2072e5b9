package io.cogniscribe.topic;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Record keys: an aggregate's id as UTF-8 text. The partition is Kafka's default for such a key
 * (murmur2); clients whose library defaults to another partitioner must set it.
 */
public final class Keys {

  private static final int LENGTH = 36;

  private Keys() {}

  /** Returns the key of an aggregate. */
  public static byte[] of(UUID id) {
    return id.toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Returns the id in a key, or empty when the key is not its canonical text: 36 characters, lower
   * case. Any other text of this id could belong to another partition, and so to another decider.
   */
  public static Optional<UUID> parse(byte @Nullable [] key) {
    if (key == null || key.length != LENGTH) {
      return Optional.empty();
    }
    try {
      return Optional.of(UUID.fromString(new String(key, StandardCharsets.UTF_8)))
          .filter(id -> Arrays.equals(of(id), key));
    } catch (IllegalArgumentException notAnId) {
      return Optional.empty();
    }
  }

  /** Returns the partition of a key. */
  public static int partition(byte[] key) {
    return Utils.toPositive(Utils.murmur2(key)) % Topics.PARTITIONS;
  }
}

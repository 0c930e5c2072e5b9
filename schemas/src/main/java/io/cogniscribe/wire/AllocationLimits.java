package io.cogniscribe.wire;

import io.cogniscribe.topic.Topics;
import org.apache.avro.SystemLimitException;

/**
 * Limits the memory that Avro may allocate. Avro allocates the length that a prefix claims before
 * it reads, so six hostile bytes could request gigabytes. Avro reads its limits once from system
 * properties, so every user of Avro sets them before its first use.
 */
public final class AllocationLimits {

  private static final String BYTES = String.valueOf(Topics.MAX_MESSAGE_BYTES);
  private static final String ITEMS = "10000";

  private AllocationLimits() {}

  /** Sets the limits: no field may be larger than a record of the log. */
  public static void set() {
    System.setProperty(SystemLimitException.MAX_BYTES_LENGTH_PROPERTY, BYTES);
    System.setProperty(SystemLimitException.MAX_STRING_LENGTH_PROPERTY, BYTES);
    System.setProperty(SystemLimitException.MAX_COLLECTION_LENGTH_PROPERTY, ITEMS);
  }
}

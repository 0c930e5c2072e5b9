package io.cogniscribe.wire;

import io.cogniscribe.topic.Topics;
import org.apache.avro.SystemLimitException;

/**
 * How much Avro may allocate. It allocates what a length prefix claims before it reads: six hostile
 * bytes could ask for gigabytes. Its limits are system properties, read once, so they are set
 * before its first use, by everybody who uses it.
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

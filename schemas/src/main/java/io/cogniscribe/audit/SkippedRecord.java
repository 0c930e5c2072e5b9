package io.cogniscribe.audit;

/**
 * A parked record of the log that one projection skips.
 *
 * @param streamKey the record's aggregate: its key, or a digest of it
 * @param reason the operator's reason
 */
public record SkippedRecord(
    String projection, String topic, int partition, long offset, String streamKey, String reason) {

  /** Returns the projection and the position, as the audit log names the record. */
  public String resourceId() {
    return "%s/%s-%d@%d".formatted(projection, topic, partition, offset);
  }

  /** Returns the aggregate and the reason, as the audit log shows them. */
  public String details() {
    return streamKey + ": " + reason;
  }
}

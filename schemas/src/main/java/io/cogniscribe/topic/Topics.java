package io.cogniscribe.topic;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;

/** The topics of the log. Their partition count never changes. */
public final class Topics {

  public static final String JOB_COMMANDS = "jobs.commands";
  public static final String JOB_EVENTS = "jobs.events";
  public static final String JOB_PROGRESS = "jobs.progress";
  public static final String JOB_OUTCOMES = "jobs.outcomes";
  public static final String ACCOUNT_COMMANDS = "auth.commands";
  public static final String ACCOUNT_EVENTS = "auth.events";
  public static final String ACCOUNT_OUTCOMES = "auth.outcomes";
  public static final String AUDIT_EVENTS = "audit.events";

  /** Commands that cannot be decided, as {@link DeadLetter} describes. */
  public static final String DEAD_LETTERS = "commands.dead-letters";

  /** The consumer group of the deciders. Its offsets show which commands are decided. */
  public static final String DECIDERS = "command-service";

  /** Exists during an import of the log, and after an import that did not finish. */
  public static final String UNFINISHED_IMPORT = "log.import-unfinished";

  /** Never change this value: it would send an aggregate's next command to another decider. */
  public static final int PARTITIONS = 8;

  /** The largest value of a record in bytes; a transcript has at most 4 MiB. */
  public static final int MAX_RECORD_BYTES = 8 * 1024 * 1024;

  /** The limit for Kafka: the largest value, plus space for key, headers and batch. */
  public static final int MAX_MESSAGE_BYTES = MAX_RECORD_BYTES + 256 * 1024;

  /** The time for which an outcome is kept, for retries of its command. */
  public static final Duration OUTCOME_RETENTION = Duration.ofDays(7);

  /** The time for which a progress report is kept. */
  public static final Duration PROGRESS_RETENTION = Duration.ofDays(1);

  /**
   * Settings with which brokers accept every record timestamp. By default, they refuse a timestamp
   * that is more than an hour ahead, and a decider whose record is refused cannot continue. An
   * import writes records of any age.
   */
  public static final Map<String, String> ANY_TIMESTAMP =
      Map.of(
          TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG,
          String.valueOf(Long.MAX_VALUE),
          TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG,
          String.valueOf(Long.MAX_VALUE));

  private static final List<TopicDefinition> ALL =
      List.of(
          // The command's log-append time becomes recorded_at, so the broker's clock is
          // authoritative.
          keptFor(JOB_COMMANDS, OUTCOME_RETENTION, "LogAppendTime"),
          keptFor(ACCOUNT_COMMANDS, OUTCOME_RETENTION, "LogAppendTime"),
          keptFor(JOB_OUTCOMES, OUTCOME_RETENTION, "CreateTime"),
          keptFor(ACCOUNT_OUTCOMES, OUTCOME_RETENTION, "CreateTime"),
          keptFor(JOB_PROGRESS, PROGRESS_RETENTION, "CreateTime"),
          keptForEver(JOB_EVENTS),
          keptForEver(ACCOUNT_EVENTS),
          keptForEver(AUDIT_EVENTS),
          keptForEver(DEAD_LETTERS));

  private Topics() {}

  /** Returns every topic of the product. */
  public static List<TopicDefinition> all() {
    return ALL;
  }

  private static TopicDefinition keptForEver(String name) {
    return definition(name, "-1", "CreateTime");
  }

  private static TopicDefinition keptFor(String name, Duration retention, String timestampType) {
    return definition(name, String.valueOf(retention.toMillis()), timestampType);
  }

  private static TopicDefinition definition(String name, String retention, String timestampType) {
    return new TopicDefinition(
        name,
        Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            TopicConfig.CLEANUP_POLICY_DELETE,
            TopicConfig.RETENTION_MS_CONFIG,
            retention,
            TopicConfig.RETENTION_BYTES_CONFIG,
            "-1",
            TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
            timestampType,
            TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
            String.valueOf(MAX_MESSAGE_BYTES)),
        ANY_TIMESTAMP);
  }
}

package io.cogniscribe.projector;

import io.cogniscribe.projections.engine.KafkaSource;
import io.cogniscribe.projections.postgres.DatabaseSetup;
import io.cogniscribe.projections.postgres.SqlErrors;
import io.cogniscribe.settings.ExitCode;
import io.cogniscribe.topic.TopicSetup;
import io.cogniscribe.topic.TopicSetupException;
import java.time.Duration;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings topics and tables into the shape that projections need. A server that does not answer yet
 * is waited for, but not for ever: a wrong address should show. One that answers with a refusal
 * ends the service at once, since waiting would not help.
 *
 * @param patience how long a server may take to answer
 * @param refusal takes a line for the operator, and how the process ends
 */
record Preparation(
    KafkaSource kafka,
    TopicSetup topics,
    DatabaseSetup database,
    Duration patience,
    BiConsumer<String, ExitCode> refusal) {

  private static final Logger LOG = LoggerFactory.getLogger(Preparation.class);
  private static final Duration RETRY_INTERVAL = Duration.ofSeconds(1);

  /** Returns when the topics exist with their settings; false when they never will. */
  boolean ensureTopics() throws InterruptedException {
    Wait wait =
        new Wait(
            "Kafka does not answer at "
                + kafka.bootstrapServers()
                + ": start it, or correct KAFKA_BOOTSTRAP_SERVERS");
    do {
      try (Admin admin = kafka.admin()) {
        topics.ensure(admin);
        return true;
      } catch (TopicSetupException e) {
        if (e.getCause() == null) {
          refusal.accept(SqlErrors.line(e), ExitCode.USAGE);
          return false;
        }
        wait.because(e);
      } catch (RuntimeException e) {
        wait.because(e);
      }
    } while (wait.goesOn());
    return false;
  }

  /** Returns when the tables have today's shape and readers; false when they never will. */
  boolean migrate() throws InterruptedException {
    Wait wait = new Wait("PostgreSQL does not answer: start it, or correct " + database.owner());
    do {
      try {
        database.run();
        return true;
      } catch (RuntimeException e) {
        if (!SqlErrors.mayPass(e)) {
          refusal.accept(
              database.owner() + " or its database: " + SqlErrors.line(e), ExitCode.USAGE);
          return false;
        }
        wait.because(e);
      }
    } while (wait.goesOn());
    return false;
  }

  /**
   * Makes the tables in a database that somebody has put in the place of one that was lost. One
   * whose tables were dropped on purpose is left alone: that is not for a service to undo.
   */
  void migrateIfReplaced() {
    try {
      if (database.migrations().areMissing()) {
        LOG.warn("the database is a new one: it gets its tables, and they are folded from the log");
        database.run();
      }
    } catch (RuntimeException e) {
      LOG.debug("not there yet", e);
    }
  }

  /** Waiting for one server, until it has lasted too long. */
  private final class Wait {

    private final String complaint;
    private final long end = System.nanoTime() + patience.toNanos();

    Wait(String complaint) {
      this.complaint = complaint;
    }

    void because(RuntimeException e) throws InterruptedException {
      LOG.warn("waiting: {}", SqlErrors.line(e));
      Thread.sleep(RETRY_INTERVAL);
    }

    /** False, after saying so, when it has lasted too long. */
    boolean goesOn() {
      if (System.nanoTime() < end) {
        return true;
      }
      refusal.accept(complaint, ExitCode.UNAVAILABLE);
      return false;
    }
  }
}

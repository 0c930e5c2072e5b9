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
 * Creates the topics and tables that projections need. Retries a server that does not answer until
 * {@code patience} has passed, so that a wrong address shows. A server that refuses the request
 * ends the service at once, because a retry would not help.
 *
 * @param patience time that a server may take to answer
 * @param refusal takes a line for the operator and the exit code of the process
 */
record Preparation(
    KafkaSource kafka,
    TopicSetup topics,
    DatabaseSetup database,
    Duration patience,
    BiConsumer<String, ExitCode> refusal) {

  private static final Logger LOG = LoggerFactory.getLogger(Preparation.class);
  private static final Duration RETRY_INTERVAL = Duration.ofSeconds(1);

  /**
   * Creates missing topics and checks their settings. Returns false when the service has to end.
   */
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

  /**
   * Migrates the tables and grants their readers access. Returns false when the service has to end.
   */
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
   * Creates the tables in a database that replaced a lost one. Does nothing when tables were
   * dropped on purpose: a service must not undo that.
   */
  void migrateIfReplaced() {
    try {
      if (database.migrations().areMissing()) {
        LOG.warn("the database is empty: creating its tables and building them from the log");
        database.run();
      }
    } catch (RuntimeException e) {
      LOG.debug("could not create the tables of a replaced database yet", e);
    }
  }

  /** Retries against one server until {@code patience} has passed. */
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

    /** Returns false, after reporting the complaint, when {@code patience} has passed. */
    boolean goesOn() {
      if (System.nanoTime() < end) {
        return true;
      }
      refusal.accept(complaint, ExitCode.UNAVAILABLE);
      return false;
    }
  }
}

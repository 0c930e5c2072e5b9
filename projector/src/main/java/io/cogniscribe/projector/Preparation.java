package io.cogniscribe.projector;

import io.cogniscribe.projector.postgres.Migrations;
import io.cogniscribe.projector.postgres.SqlErrors;
import io.cogniscribe.settings.ExitCode;
import io.cogniscribe.topic.TopicSetup;
import io.cogniscribe.topic.TopicSetupException;
import java.time.Duration;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings topics and tables into the shape that projections need. A server that does not answer yet
 * is waited for; one that answers with a refusal ends the service, since waiting would not help.
 *
 * @param refusal takes a line for the operator, and how the process ends
 */
record Preparation(
    String bootstrapServers,
    TopicSetup topics,
    Migrations migrations,
    BiConsumer<String, ExitCode> refusal) {

  private static final Logger LOG = LoggerFactory.getLogger(Preparation.class);
  private static final Duration RETRY_INTERVAL = Duration.ofSeconds(1);

  /** The refusal of the service proper. */
  @SuppressWarnings("SystemExitOutsideMain") // What main began goes on in a thread of its own.
  static final BiConsumer<String, ExitCode> ENDS_PROCESS =
      (line, exitCode) -> {
        System.err.println("Projector cannot start: " + line);
        // Not in the caller's thread, which the shutdown waits for.
        Thread.ofPlatform().start(() -> System.exit(exitCode.number()));
      };

  /** Returns when the topics exist with their settings; false when they never will. */
  boolean ensureTopics() throws InterruptedException {
    while (true) {
      try (Admin admin =
          Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
        topics.ensure(admin);
        return true;
      } catch (TopicSetupException e) {
        if (e.getCause() == null) {
          refusal.accept(SqlErrors.line(e), ExitCode.USAGE);
          return false;
        }
        waitBecause("Kafka", e);
      } catch (RuntimeException e) {
        waitBecause("Kafka", e);
      }
    }
  }

  /** Returns when the tables have today's shape; false when they never will. */
  boolean migrate() throws InterruptedException {
    while (true) {
      try {
        migrations.migrate();
        return true;
      } catch (RuntimeException e) {
        if (!SqlErrors.mayPass(e)) {
          refusal.accept("DATABASE_URL or its database: " + SqlErrors.line(e), ExitCode.USAGE);
          return false;
        }
        waitBecause("PostgreSQL", e);
      }
    }
  }

  private static void waitBecause(String server, RuntimeException e) throws InterruptedException {
    LOG.warn("waiting for {}: {}", server, SqlErrors.line(e));
    Thread.sleep(RETRY_INTERVAL);
  }
}

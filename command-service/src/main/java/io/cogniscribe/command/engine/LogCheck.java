package io.cogniscribe.command.engine;

import io.cogniscribe.settings.UnavailableException;
import io.cogniscribe.topic.TopicSetup;
import io.cogniscribe.topic.TopicSetupException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FinalizedVersionRange;

/** Refuses to start on a log whose settings would lose or duplicate records. */
public record LogCheck(KafkaClients clients, TopicSetup topics) {

  private static final String TRANSACTIONS = "transaction.version";

  /**
   * From this version on, Kafka rejects late writes of a fenced producer into another transaction.
   */
  private static final short TRANSACTIONS_V2 = 2;

  private static final int REQUEST_TIMEOUT_MS = 15_000;

  /**
   * Creates missing topics and checks the existing ones.
   *
   * @throws UnavailableException with one line that names the problem
   */
  public void run() {
    try (Admin admin = clients.admin(REQUEST_TIMEOUT_MS)) {
      checkTransactions(admin);
      topics.ensure(admin);
    } catch (TopicSetupException e) {
      throw new UnavailableException(
          "Kafka at " + clients.bootstrapServers() + ": " + e.getMessage(), e);
    }
  }

  private void checkTransactions(Admin admin) {
    FinalizedVersionRange range;
    try {
      range =
          admin
              .describeFeatures()
              .featureMetadata()
              .get(REQUEST_TIMEOUT_MS, TimeUnit.MILLISECONDS)
              .finalizedFeatures()
              .get(TRANSACTIONS);
    } catch (ExecutionException | TimeoutException e) {
      throw new UnavailableException(
          "Kafka does not answer at "
              + clients.bootstrapServers()
              + ": check KAFKA_BOOTSTRAP_SERVERS",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException("interrupted", e);
    }
    if (range == null || range.maxVersionLevel() < TRANSACTIONS_V2) {
      throw new UnavailableException(
          "Kafka's feature transaction.version is below 2: upgrade it with kafka-features.sh");
    }
  }
}

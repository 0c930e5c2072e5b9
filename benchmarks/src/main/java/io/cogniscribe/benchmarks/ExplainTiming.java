package io.cogniscribe.benchmarks;

import io.cogniscribe.devstack.stack.Installation;
import io.cogniscribe.testservers.server.EmbeddedServers;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;

/** Measures the time to explain one job, from the start of the launcher to the answer. */
record ExplainTiming(EmbeddedServers servers, DataSource active) {

  /** Number of runs. The first one also writes the class archive that the others start from. */
  private static final int RUNS = 5;

  /** Returns the median in seconds of all runs except the first. */
  double seconds() throws SQLException, IOException, InterruptedException {
    UUID job = someJob();
    explain(job);
    List<Double> seconds = new ArrayList<>();
    for (int run = 1; run < RUNS; run++) {
      long begin = System.nanoTime();
      explain(job);
      seconds.add((System.nanoTime() - begin) / 1e9);
    }
    seconds.sort(null);
    return seconds.get(seconds.size() / 2);
  }

  private UUID someJob() throws SQLException {
    try (Connection connection = active.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT id FROM transcription_jobs OFFSET 1000 LIMIT 1")) {
      row.next();
      return row.getObject(1, UUID.class);
    }
  }

  private void explain(UUID job) throws IOException, InterruptedException {
    Map<String, String> addresses =
        Map.of(
            "DATABASE_URL", servers.databaseUrl(),
            "KAFKA_BOOTSTRAP_SERVERS", servers.kafkaBootstrapServers());
    int exitCode = Installation.current().run(addresses, "replay", "explain", "jobs/" + job);
    if (exitCode != 0) {
      throw new IllegalStateException("explain jobs/%s ended with %d".formatted(job, exitCode));
    }
  }
}

package io.cogniscribe.devstack.cli;

import io.cogniscribe.devstack.demo.Demo;
import io.cogniscribe.devstack.demo.DemoOptions;
import io.cogniscribe.devstack.demo.StackAddress;
import io.cogniscribe.devstack.stack.DataFolder;
import io.cogniscribe.devstack.stack.DevelopmentStack;
import io.cogniscribe.devstack.stack.Installation;
import io.cogniscribe.devstack.stack.Journal;
import io.cogniscribe.devstack.stack.StackPorts;
import io.cogniscribe.testservers.process.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * Runs the complete stack for a short time on a temporary folder. When a JVM ends, it writes the
 * classes that it has loaded and the methods worth compiling. A real start loads all classes, and
 * real requests show the hot methods.
 */
@Command(
    mixinStandardHelpOptions = true,
    name = "caches",
    hidden = true,
    description = "Records the start-up caches of the stack's JVMs, as a part of the build.")
final class CachesCommand implements Callable<Integer> {

  private static final DemoOptions TRAFFIC =
      new DemoOptions(20, 300, 0, 16, Duration.ofSeconds(30), 42, Optional.empty());

  @Override
  public Integer call() throws Exception {
    Installation installation = Installation.current();
    Files.createDirectories(installation.aotCaches());
    try (TemporaryFolder folder = TemporaryFolder.create("cogniscribe-rehearsal-")) {
      DataFolder data = new DataFolder(folder.path());
      Journal silent = new Journal(_ -> {}, data.log("stack"));
      Map<String, String> ports = StackPorts.free().variables();
      try (DevelopmentStack stack =
          new DevelopmentStack(installation, data, ports, silent, false, true)) {
        stack.start();
        StackAddress address = StackAddress.of(ports, data);
        new Demo(address, TRAFFIC, System.out).run();
        explain(installation, address, ports);
      }
    }
    return 0;
  }

  /** Runs `replay explain` once, which writes the class archive that later runs start from. */
  private static void explain(
      Installation installation, StackAddress stack, Map<String, String> ports)
      throws IOException, InterruptedException, SQLException {
    Map<String, String> addresses =
        Map.of(
            "DATABASE_URL", stack.databaseUrl().toString(),
            "REDIS_URL", stack.redisUrl().toString(),
            "KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + ports.get("KAFKA_PORT"));
    var _ = installation.run(addresses, "replay", "explain", "jobs/" + someJob(stack));
  }

  private static String someJob(StackAddress stack) throws SQLException {
    try (Connection connection = DriverManager.getConnection(stack.jdbcUrl());
        Statement statement = connection.createStatement();
        ResultSet job = statement.executeQuery("SELECT id FROM transcription_jobs LIMIT 1")) {
      job.next();
      return job.getString(1);
    }
  }
}

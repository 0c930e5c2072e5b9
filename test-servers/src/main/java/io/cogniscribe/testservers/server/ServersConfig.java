package io.cogniscribe.testservers.server;

import java.nio.file.Path;
import java.util.List;

/**
 * How the servers run.
 *
 * @param data folder of the servers' data, a folder each
 * @param logs folder of the logs
 * @param run folder of the pid files
 * @param durable whether PostgreSQL waits for the disk: true wherever data shall outlive a power
 *     cut
 * @param redisDatabases how many numbered databases Redis has
 * @param kafkaOptions options of Kafka's JVM beside the usual ones
 */
public record ServersConfig(
    Path data,
    Path logs,
    Path run,
    ServerPorts ports,
    boolean durable,
    int redisDatabases,
    List<String> kafkaOptions) {

  private static final int DATABASES = 16;
  private static final int TEMPORARY_DATABASES = 4096;

  /** Servers whose data is kept in the folder. */
  public static ServersConfig durable(Path folder, ServerPorts ports) {
    return new ServersConfig(
        folder, folder.resolve("logs"), folder.resolve("run"), ports, true, DATABASES, List.of());
  }

  /** Servers for a test: temporary ones, which end before code that is compiled twice pays off. */
  public static ServersConfig forTests(Path folder) {
    return temporary(folder).withKafkaOptions(List.of("-XX:TieredStopAtLevel=1"));
  }

  /** Servers that are fast rather than safe, on free ports, with room for many Redis databases. */
  public static ServersConfig temporary(Path folder) {
    return new ServersConfig(
        folder,
        folder.resolve("logs"),
        folder.resolve("run"),
        ServerPorts.free(),
        false,
        TEMPORARY_DATABASES,
        List.of());
  }

  /** The same servers with these options for Kafka's JVM. */
  public ServersConfig withKafkaOptions(List<String> options) {
    return new ServersConfig(data, logs, run, ports, durable, redisDatabases, options);
  }

  Path log(String name) {
    return logs.resolve(name + ".log");
  }

  Path pidFile(String name) {
    return run.resolve(name + ".pid");
  }
}

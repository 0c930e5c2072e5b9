package io.cogniscribe.testservers.server;

import java.nio.file.Path;
import java.util.List;

/**
 * Configuration of the servers.
 *
 * @param data folder with a data folder for each server
 * @param logs folder of the logs
 * @param run folder of the pid files
 * @param durable whether PostgreSQL waits for the disk; true if data must survive a power cut
 * @param redisDatabases number of Redis databases
 * @param kafkaOptions additional options of Kafka's JVM
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

  /** Returns a configuration that keeps data in the folder. */
  public static ServersConfig durable(Path folder, ServerPorts ports) {
    return new ServersConfig(
        folder, folder.resolve("logs"), folder.resolve("run"), ports, true, DATABASES, List.of());
  }

  /**
   * Returns a temporary configuration for a test, which ends before the second JIT compiler would
   * pay off.
   */
  public static ServersConfig forTests(Path folder) {
    return temporary(folder).withKafkaOptions(List.of("-XX:TieredStopAtLevel=1"));
  }

  /**
   * Returns a configuration of fast servers without durability, on free ports, with 4,096 Redis
   * databases.
   */
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

  /** Returns this configuration with these options for Kafka's JVM. */
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

package io.cogniscribe.testservers.server;

import java.nio.file.Path;
import java.util.List;

/**
 * Configuration of the servers.
 *
 * @param data folder with a data folder for each server, their logs and their pid files
 * @param durable whether PostgreSQL waits for the disk; true if data must survive a power cut
 * @param redisDatabases number of Redis databases
 * @param kafkaOptions additional options of Kafka's JVM
 */
public record ServersConfig(
    Path data, ServerPorts ports, boolean durable, int redisDatabases, List<String> kafkaOptions) {

  private static final int DATABASES = 16;
  private static final int TEMPORARY_DATABASES = 4096;

  /** Returns a configuration that keeps data in the folder. */
  public static ServersConfig durable(Path folder, ServerPorts ports) {
    return new ServersConfig(folder, ports, true, DATABASES, List.of());
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
    return new ServersConfig(folder, ServerPorts.free(), false, TEMPORARY_DATABASES, List.of());
  }

  /** Returns this configuration with these options for Kafka's JVM. */
  public ServersConfig withKafkaOptions(List<String> options) {
    return new ServersConfig(data, ports, durable, redisDatabases, options);
  }

  Path log(String name) {
    return data.resolve("logs").resolve(name + ".log");
  }

  Path pidFile(String name) {
    return data.resolve("run").resolve(name + ".pid");
  }
}

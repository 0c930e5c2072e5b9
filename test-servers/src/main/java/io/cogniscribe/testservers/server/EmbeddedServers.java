package io.cogniscribe.testservers.server;

import io.cogniscribe.testservers.process.ManagedProcess;
import io.cogniscribe.testservers.process.ProcessLauncher;
import io.cogniscribe.testservers.process.Program;
import io.cogniscribe.testservers.process.ProgramFailed;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * The three servers as child processes of this JVM. Each can be killed and restarted on the same
 * port.
 */
public final class EmbeddedServers implements ServerStack {

  private final ServersConfig config;
  private final ProcessLauncher launcher;
  private final ManagedProcess kafka;
  private final ManagedProcess postgres;
  private final ManagedProcess redis;

  private EmbeddedServers(ServersConfig config) {
    this.config = config;
    launcher = new ProcessLauncher();
    kafka = new ManagedProcess(new KafkaProgram(config), launcher);
    postgres = new ManagedProcess(new PostgresProgram(config), launcher);
    redis = new ManagedProcess(new RedisProgram(config), launcher);
  }

  /** Returns the three servers as programs for a supervisor that runs them itself. */
  public static List<Program> programs(ServersConfig config) {
    return List.of(new KafkaProgram(config), new PostgresProgram(config), new RedisProgram(config));
  }

  /**
   * Starts the three servers in parallel and returns when all are ready.
   *
   * @throws ProgramFailed when one does not start; the others are stopped then
   */
  public static EmbeddedServers start(ServersConfig config) {
    EmbeddedServers servers = new EmbeddedServers(config);
    try {
      servers.inParallel(ManagedProcess::start);
      return servers;
    } catch (RuntimeException e) {
      servers.close();
      throw e;
    }
  }

  public ManagedProcess kafka() {
    return kafka;
  }

  public ManagedProcess postgres() {
    return postgres;
  }

  public ManagedProcess redis() {
    return redis;
  }

  @Override
  public String kafkaBootstrapServers() {
    return "127.0.0.1:" + config.ports().kafka();
  }

  @Override
  public String databaseUrl() {
    return PostgresAddress.of(config.ports().postgres()).databaseUrl();
  }

  @Override
  public String jdbcUrl() {
    return PostgresAddress.of(config.ports().postgres()).jdbcUrl();
  }

  @Override
  public String redisUrl() {
    return "redis://127.0.0.1:" + config.ports().redis() + "/0";
  }

  /** Stops all three servers cleanly and keeps their data. */
  @Override
  public void close() {
    inParallel(ManagedProcess::stop);
    launcher.close();
  }

  private void inParallel(Consumer<ManagedProcess> action) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List.of(kafka, postgres, redis).stream()
          .map(server -> CompletableFuture.runAsync(() -> action.accept(server), threads))
          .toList()
          .forEach(CompletableFuture::join);
    } catch (CompletionException e) {
      throw e.getCause() instanceof ProgramFailed failed ? failed : e;
    }
  }
}

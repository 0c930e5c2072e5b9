package io.cogniscribe.devstack.stack;

import io.cogniscribe.devstack.gateway.Gateway;
import io.cogniscribe.devstack.gateway.GatewayConfig;
import io.cogniscribe.settings.Settings;
import io.cogniscribe.testservers.process.RecordedProcess;
import io.cogniscribe.testservers.server.PostgresAddress;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** A stack on one data folder, from locking the folder to stopping all processes. */
public final class DevelopmentStack implements AutoCloseable {

  private final RunningStacks stacks;
  private final DataFolder data;
  private final StackPorts ports;
  private final Journal journal;
  private final FileLock lock;
  private final Supervisor supervisor;
  private final GatewayConfig gatewayConfig;
  private final AtomicReference<Optional<Gateway>> gateway =
      new AtomicReference<>(Optional.empty());

  /**
   * Locks the data folder and checks all preconditions of a start.
   *
   * @param fresh whether to delete all data first
   * @param recording whether the programs write their start-up caches when they end, instead of
   *     using them
   * @throws Refusal when the folder, a port or a jar is not available
   */
  public DevelopmentStack(
      Installation installation,
      DataFolder data,
      Map<String, String> environment,
      Journal journal,
      boolean fresh,
      boolean recording)
      throws IOException {
    this.data = data;
    this.journal = journal;
    stacks = RunningStacks.of(installation);
    ports = StackPorts.of(environment);
    gatewayConfig = gateway(ports, environment);
    data.prepare();
    lock = data.lock();
    List<String> leftovers = Leftovers.end(data.run());
    if (!leftovers.isEmpty()) {
      journal.say("cleaned up after a stack that was killed: " + String.join(", ", leftovers));
    }
    if (fresh) {
      data.wipe();
    }
    Secrets secrets = data.secrets(environment);
    StackPrograms programs =
        StackPrograms.of(installation, data, ports, secrets, environment, recording);
    ports.check();
    supervisor = new Supervisor(programs, journal);
  }

  /** Starts all processes and returns when all are ready. */
  public void start() throws IOException {
    takeFolder();
    supervisor.start();
    gateway.set(Optional.of(Gateway.start(gatewayConfig)));
    String ready = readyLine();
    Files.writeString(data.readyFile(), ready + "\n");
    journal.say(ready);
  }

  /** Starts only the servers, for work on the log while no service runs. */
  public void startServers() throws IOException {
    takeFolder();
    supervisor.startServers();
    journal.say("ready  servers only  " + servers());
  }

  private void takeFolder() throws IOException {
    data.recordPorts(ports);
    Files.deleteIfExists(data.readyFile());
    RecordedProcess.of(ProcessHandle.current()).write(data.pidFile("stack"));
    stacks.add(data);
  }

  /** Stops everything in reverse order. */
  @Override
  public void close() {
    gateway.getAndSet(Optional.empty()).ifPresent(Gateway::close);
    supervisor.close();
    try {
      Files.deleteIfExists(data.readyFile());
      Files.deleteIfExists(data.pidFile("stack"));
      stacks.remove();
      lock.channel().close();
    } catch (IOException e) {
      journal.say("could not clean up " + data.run() + ": " + e);
    }
    journal.say("stopped");
  }

  private static GatewayConfig gateway(StackPorts ports, Map<String, String> environment) {
    return GatewayConfig.of(
        Settings.of(environment),
        "127.0.0.1",
        ports.gateway(),
        local(ports.command()),
        local(ports.query()));
  }

  private String readyLine() {
    return "ready  gateway %s  %s".formatted(local(ports.gateway()), servers());
  }

  private String servers() {
    return "kafka 127.0.0.1:%d  postgres %s  redis redis://127.0.0.1:%d/0"
        .formatted(
            ports.kafka(), PostgresAddress.of(ports.postgres()).databaseUrl(), ports.redis());
  }

  private static URI local(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }
}

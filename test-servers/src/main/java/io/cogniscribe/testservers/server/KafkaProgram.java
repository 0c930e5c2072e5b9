package io.cogniscribe.testservers.server;

import io.cogniscribe.testservers.process.ChildCommand;
import io.cogniscribe.testservers.process.FreePorts;
import io.cogniscribe.testservers.process.Heap;
import io.cogniscribe.testservers.process.Program;
import io.cogniscribe.testservers.process.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A Kafka node, broker and controller in one, in its own JVM. */
final class KafkaProgram implements Program {

  private static final Heap HEAP = new Heap(64, 320);

  private final ServersConfig config;
  private final int controllerPort = FreePorts.next();

  KafkaProgram(ServersConfig config) {
    this.config = config;
  }

  @Override
  public String name() {
    return "kafka";
  }

  @Override
  public void prepare() throws IOException {
    Files.createDirectories(folder());
    Files.deleteIfExists(readyFile());
    Files.writeString(
        propertiesFile(),
        KafkaSettings.of(config.ports().kafka(), controllerPort, folder().resolve("log")));
  }

  @Override
  public ChildCommand command() {
    return new ChildCommand(
        List.of(),
        javaCommand(),
        Map.of("MALLOC_ARENA_MAX", "2"),
        config.log(name()),
        config.pidFile(name()),
        Signal.KILL);
  }

  /** Long, because a JVM may write a start-up cache when it ends. */
  @Override
  public Duration stopPatience() {
    return Duration.ofSeconds(60);
  }

  private List<String> javaCommand() {
    List<String> command = HEAP.javaCommand();
    command.addAll(config.kafkaOptions());
    command.add("-Dlogback.configurationFile=io/cogniscribe/testservers/server/kafka-logback.xml");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(
        List.of(KafkaNode.class.getName(), propertiesFile().toString(), readyFile().toString()));
    return command;
  }

  @Override
  public boolean isReady() {
    return Files.exists(readyFile());
  }

  private Path propertiesFile() {
    return folder().resolve("server.properties");
  }

  private Path readyFile() {
    return folder().resolve("ready");
  }

  private Path folder() {
    return config.data().resolve("kafka").toAbsolutePath();
  }
}

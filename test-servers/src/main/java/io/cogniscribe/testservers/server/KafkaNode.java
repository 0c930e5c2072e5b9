package io.cogniscribe.testservers.server;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * Main class of the Kafka process: formats its storage on the first start, runs, and shuts down on
 * TERM.
 */
final class KafkaNode {

  private KafkaNode() {}

  /**
   * Runs the node until it is stopped.
   *
   * @param arguments the properties file, and the file to create when the node serves requests
   */
  public static void main(String[] arguments) throws Exception {
    Properties properties = load(Path.of(arguments[0]));
    format(properties);
    KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(properties), Time.SYSTEM);
    Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "kafka-shutdown"));
    try {
      server.startup();
    } catch (Exception e) {
      e.printStackTrace(System.out);
      // Halts, because threads that run already would keep the process alive.
      Runtime.getRuntime().halt(1);
    }
    Files.createFile(Path.of(arguments[1]));
    server.awaitShutdown();
  }

  private static Properties load(Path file) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    }
    return properties;
  }

  private static void format(Properties properties) throws Exception {
    String folder = properties.getProperty("log.dirs");
    if (Files.exists(Path.of(folder, "meta.properties"))) {
      return;
    }
    new Formatter()
        .setPrintStream(System.out)
        .setNodeId(Integer.parseInt(properties.getProperty("node.id")))
        .setClusterId(Uuid.randomUuid().toString())
        .setControllerListenerName(properties.getProperty("controller.listener.names"))
        .addDirectory(folder)
        .setMetadataLogDirectory(folder)
        .setReleaseVersion(MetadataVersion.latestProduction())
        .setFeatureLevel("share.version", (short) 0)
        .run();
  }
}

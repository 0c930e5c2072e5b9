package io.cogniscribe.testservers.server;

import java.nio.file.Path;
import java.util.Properties;

/**
 * Configuration of the broker: one small node that starts quickly and accepts messages of up to 8
 * MiB.
 */
final class KafkaSettings {

  private static final int MESSAGE_BYTES = 9 << 20;

  private KafkaSettings() {}

  static Properties of(int port, int controllerPort, Path log) {
    Properties settings = new Properties();
    node(settings, port, controllerPort);
    settings.setProperty("log.dirs", log.toString());
    limits(settings);
    singleNode(settings);
    small(settings);
    return settings;
  }

  private static void node(Properties settings, int port, int controllerPort) {
    settings.setProperty("process.roles", "broker,controller");
    settings.setProperty("node.id", "1");
    settings.setProperty("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
    settings.setProperty("controller.listener.names", "CONTROLLER");
    settings.setProperty(
        "listeners", "BROKER://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
    settings.setProperty("advertised.listeners", "BROKER://127.0.0.1:" + port);
    settings.setProperty("inter.broker.listener.name", "BROKER");
    settings.setProperty("listener.security.protocol.map", "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT");
  }

  private static void limits(Properties settings) {
    settings.setProperty("auto.create.topics.enable", "false");
    settings.setProperty("message.max.bytes", Integer.toString(MESSAGE_BYTES));
    settings.setProperty("replica.fetch.max.bytes", Integer.toString(MESSAGE_BYTES));
    // Keeps committed offsets of a stack that is not started for weeks.
    settings.setProperty("offsets.retention.minutes", Integer.toString(10 * 365 * 24 * 60));
  }

  private static void singleNode(Properties settings) {
    settings.setProperty("offsets.topic.replication.factor", "1");
    settings.setProperty("transaction.state.log.replication.factor", "1");
    settings.setProperty("transaction.state.log.min.isr", "1");
    settings.setProperty("share.coordinator.state.topic.replication.factor", "1");
    settings.setProperty("share.coordinator.state.topic.min.isr", "1");
    settings.setProperty("group.initial.rebalance.delay.ms", "0");
    // Aborts the transaction of a killed service, which blocks readers, within 1 s after its
    // time-out; the default is 10 s.
    settings.setProperty("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
    // Short, because a killed broker can register again only after its old session has expired.
    settings.setProperty("broker.session.timeout.ms", "4000");
    settings.setProperty("broker.heartbeat.interval.ms", "500");
  }

  private static void small(Properties settings) {
    settings.setProperty("offsets.topic.num.partitions", "4");
    settings.setProperty("transaction.state.log.num.partitions", "4");
    settings.setProperty("share.coordinator.state.topic.num.partitions", "1");
    settings.setProperty("num.network.threads", "2");
    settings.setProperty("num.io.threads", "4");
    settings.setProperty("background.threads", "2");
    settings.setProperty("group.coordinator.threads", "1");
    settings.setProperty("share.coordinator.threads", "1");
    settings.setProperty("num.recovery.threads.per.data.dir", "2");
    // The cleaner allocates this buffer from the heap at once; the default is 128 MB.
    settings.setProperty("log.cleaner.dedupe.buffer.size", Integer.toString(8 << 20));
  }
}

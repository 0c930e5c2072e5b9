package io.cogniscribe.testservers.server;

import java.nio.file.Path;

/**
 * Configuration of the broker: one small node that starts quickly and accepts messages of up to 8
 * MiB.
 */
final class KafkaSettings {

  private static final int MESSAGE_BYTES = 9 << 20;

  private KafkaSettings() {}

  /** Returns the content of a properties file. */
  static String of(int port, int controllerPort, Path log) {
    return """
    process.roles=broker,controller
    node.id=1
    controller.quorum.voters=1@127.0.0.1:%2$d
    controller.listener.names=CONTROLLER
    listeners=BROKER://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
    advertised.listeners=BROKER://127.0.0.1:%1$d
    inter.broker.listener.name=BROKER
    listener.security.protocol.map=BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT
    log.dirs=%3$s

    auto.create.topics.enable=false
    message.max.bytes=%4$d
    replica.fetch.max.bytes=%4$d
    # 10 years: keeps committed offsets of a stack that is not started for weeks.
    offsets.retention.minutes=5256000

    offsets.topic.replication.factor=1
    transaction.state.log.replication.factor=1
    transaction.state.log.min.isr=1
    share.coordinator.state.topic.replication.factor=1
    share.coordinator.state.topic.min.isr=1
    group.initial.rebalance.delay.ms=0
    # Aborts the transaction of a killed service, which blocks readers, within 1 s after its
    # time-out; the default is 10 s.
    transaction.abort.timed.out.transaction.cleanup.interval.ms=1000
    # Short, because a killed broker can register again only after its old session has expired.
    broker.session.timeout.ms=4000
    broker.heartbeat.interval.ms=500

    offsets.topic.num.partitions=4
    transaction.state.log.num.partitions=4
    share.coordinator.state.topic.num.partitions=1
    num.network.threads=2
    num.io.threads=4
    background.threads=2
    group.coordinator.threads=1
    share.coordinator.threads=1
    num.recovery.threads.per.data.dir=2
    # 8 MiB, which the cleaner allocates from the heap at once; the default is 128 MB.
    log.cleaner.dedupe.buffer.size=8388608
    """
        .formatted(port, controllerPort, log, MESSAGE_BYTES);
  }
}

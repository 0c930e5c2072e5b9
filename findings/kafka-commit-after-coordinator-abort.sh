#!/usr/bin/env bash
# Kafka 4.3.1 (broker and Java client), transaction.version 2: a commit that arrives after the coordinator has aborted the
# transaction by its time-out fails with InvalidTxnStateException. KafkaProducer's Javadoc and Kafka Streams expect
# ProducerFencedException there, which transaction.version 1 still answers. So a stall that is longer than
# transaction.timeout.ms looks like a bug of the application, and ends a Kafka Streams thread instead of making it rejoin.
# Source: KAFKA-20785. Consequence: ADR 53.
# Needs a JDK 17 or later, Maven and bash. Fails when the behaviour changes.
set -euo pipefail

folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"

cat >pom.xml <<'END'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>finding</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>org.apache.kafka</groupId>
      <artifactId>kafka_2.13</artifactId>
      <version>4.3.1</version>
    </dependency>
  </dependencies>
</project>
END

cat >Finding.java <<'END'
import java.net.ServerSocket;
import java.nio.file.*;
import java.time.Duration;
import java.util.*;
import org.apache.kafka.clients.admin.*;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.*;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.*;

class Finding {
  public static void main(String[] arguments) throws Exception {
    String version = arguments[0];
    Path folder = Files.createTempDirectory(Path.of("."), "broker").toAbsolutePath();
    int port = free();
    int controller = free();
    Path config = folder.resolve("server.properties");
    Files.writeString(config, """
        process.roles=broker,controller
        node.id=1
        controller.quorum.voters=1@127.0.0.1:%2$d
        controller.listener.names=CONTROLLER
        listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
        listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
        log.dirs=%3$s
        offsets.topic.replication.factor=1
        transaction.state.log.replication.factor=1
        transaction.state.log.min.isr=1
        transaction.abort.timed.out.transaction.cleanup.interval.ms=200
        """.formatted(port, controller, folder.resolve("data")));
    int formatted = kafka.tools.StorageTool.execute(
        new String[] {"format", "-t", org.apache.kafka.common.Uuid.randomUuid().toString(), "-c", config.toString(),
            "--feature", "transaction.version=" + version},
        new java.io.PrintStream(java.io.OutputStream.nullOutputStream()));
    if (formatted != 0) throw new IllegalStateException("not formatted");
    Properties server = new Properties();
    try (var in = Files.newInputStream(config)) {
      server.load(in);
    }
    var broker = new kafka.server.KafkaRaftServer(kafka.server.KafkaConfig.fromProps(server), org.apache.kafka.common.utils.Time.SYSTEM);
    broker.startup();
    System.out.println("transaction.version=" + version + ": " + commitAfterAbort("127.0.0.1:" + port));
    System.out.flush();
    Runtime.getRuntime().halt(0);
  }

  static String commitAfterAbort(String servers) throws Exception {
    TopicPartition partition = new TopicPartition("records", 0);
    try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", servers))) {
      admin.createTopics(List.of(new NewTopic(partition.topic(), 1, (short) 1))).all().get();
    }
    try (var producer = new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", servers, "transactional.id", "finding", "transaction.timeout.ms", 1000),
            new StringSerializer(), new StringSerializer());
        var consumer = new KafkaConsumer<>(
            Map.<String, Object>of("bootstrap.servers", servers, "isolation.level", "read_committed"),
            new StringDeserializer(), new StringDeserializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      long offset = producer.send(new ProducerRecord<>(partition.topic(), "value")).get().offset();
      // The stable end passes the record when the coordinator has aborted the transaction.
      while (consumer.endOffsets(List.of(partition), Duration.ofSeconds(30)).get(partition) <= offset) {
        Thread.sleep(100);
      }
      try {
        producer.commitTransaction();
        return "committed";
      } catch (RuntimeException e) {
        Throwable cause = e;
        while (cause.getCause() != null) cause = cause.getCause();
        return cause.getClass().getSimpleName();
      }
    }
  }

  static int free() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
END

mvn -B -q dependency:copy-dependencies -DoutputDirectory=lib >mvn.log 2>&1 || { cat mvn.log >&2; exit 1; }
java="${JAVA_HOME:+$JAVA_HOME/bin/}java"
for version in 1 2; do
  "$java" -Xmx512m -cp "lib/*" Finding.java "$version" 2>"$version.err" | tee -a seen || { cat "$version.err" >&2; exit 1; }
done

cat >expected <<'END'
transaction.version=1: ProducerFencedException
transaction.version=2: InvalidTxnStateException
END
diff expected <(grep '^transaction.version' seen) || { echo "the behaviour has changed" >&2; exit 1; }

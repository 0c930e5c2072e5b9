package io.cogniscribe.benchmarks;

import io.cogniscribe.command.account.AccountAggregateType;
import io.cogniscribe.command.engine.ActorProof;
import io.cogniscribe.command.engine.CommandStreams;
import io.cogniscribe.command.engine.CommandTopology;
import io.cogniscribe.command.engine.DecisionMeter;
import io.cogniscribe.command.engine.KafkaClients;
import io.cogniscribe.command.engine.LogCheck;
import io.cogniscribe.command.engine.RestoreProgress;
import io.cogniscribe.command.engine.StateRestore;
import io.cogniscribe.command.engine.StreamsSettings;
import io.cogniscribe.command.job.JobAggregateType;
import io.cogniscribe.command.job.JobRules;
import io.cogniscribe.projections.engine.KafkaSource;
import io.cogniscribe.replay.archive.Export;
import io.cogniscribe.replay.archive.Import;
import io.cogniscribe.replay.archive.Selection;
import io.cogniscribe.replay.archive.Verification;
import io.cogniscribe.replay.rebuild.Meter;
import io.cogniscribe.testservers.server.EmbeddedServers;
import io.cogniscribe.testservers.server.ServersConfig;
import io.cogniscribe.topic.TopicSetup;
import io.cogniscribe.topic.Topics;
import io.cogniscribe.wire.ActorSignatures;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.boot.health.contributor.Status;

/**
 * Measures the recovery from the loss of a cluster: exports and verifies the log, imports it into
 * another cluster, and restores the deciders' stores there.
 *
 * @param folder for archive and cluster
 * @param decided number of events of jobs and accounts in the log
 */
record LostCluster(Path folder, long decided, Consumer<String> progress) {

  /** Any key serves, because the log has no undecided commands. */
  private static final ActorProof PROOF =
      new ActorProof(
          ActorSignatures.of(new SecretKeySpec(new byte[32], "HmacSHA256"), null), Instant.EPOCH);

  private static final TopicSetup TOPICS = new TopicSetup((short) 1, 1);

  List<Figure> figures(String bootstrapServers) throws Exception {
    Path archive = folder.resolve("archive");
    KafkaSource log = new KafkaSource(bootstrapServers);
    int parallel = Runtime.getRuntime().availableProcessors();
    Figure export =
        figure(
            "export of the log",
            () ->
                new Export(log, archive, parallel, Export.SEGMENT_BYTES, Meter.SILENT)
                    .run(Selection.everything())
                    .manifest()
                    .records());
    Figure verify =
        figure(
            "verification of the archive",
            () -> {
              Verification.Result result =
                  new Verification(log, archive, parallel, Meter.SILENT).run();
              if (!result.isWhole()) {
                throw new IllegalStateException(result.problems().toString());
              }
              return result.records();
            });
    try (EmbeddedServers other =
        EmbeddedServers.start(ServersConfig.temporary(folder.resolve("other")))) {
      KafkaSource empty = new KafkaSource(other.kafkaBootstrapServers());
      Figure imported =
          figure(
              "import into an empty cluster",
              () ->
                  new Import(empty, TOPICS, archive, Import.PARALLEL, Meter.SILENT)
                      .run()
                      .records());
      Figure restore =
          figure("restore of the deciders' stores", () -> restore(other.kafkaBootstrapServers()));
      return List.of(export, verify, imported, restore);
    }
  }

  private Figure figure(String name, Callable<Long> step) throws Exception {
    long begin = System.nanoTime();
    long records = step.call();
    double seconds = (System.nanoTime() - begin) / 1e9;
    progress.accept("%s: %,d records in %.2f s".formatted(name, records, seconds));
    return Figure.plain("%s, %,d records".formatted(name, records), records / seconds, "records/s");
  }

  private long restore(String bootstrapServers) throws InterruptedException {
    KafkaClients clients = new KafkaClients(bootstrapServers);
    CommandTopology topology =
        new CommandTopology(
            List.of(
                JobAggregateType.of(new JobRules(Long.MAX_VALUE), PROOF, _ -> true),
                AccountAggregateType.create(PROOF)),
            new StateRestore(clients::consumer, new RestoreProgress()),
            new DecisionMeter(new SimpleMeterRegistry(), Clock.systemUTC()),
            false);
    StreamsSettings settings =
        new StreamsSettings(
            clients, Topics.DECIDERS, folder.resolve("state"), "instance", null, (short) 1);
    CommandStreams deciders =
        new CommandStreams(topology, settings, new LogCheck(clients, TOPICS), Clock.systemUTC());
    deciders.start();
    try {
      while (!Status.UP.equals(Objects.requireNonNull(deciders.health()).getStatus())) {
        TimeUnit.MILLISECONDS.sleep(10);
      }
    } finally {
      deciders.stop();
    }
    return decided;
  }
}

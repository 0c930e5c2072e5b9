package io.cogniscribe.benchmarks;

import io.cogniscribe.job.JobEvent;
import io.cogniscribe.message.Actor;
import io.cogniscribe.message.ActorKind;
import io.cogniscribe.message.CommandPosition;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.projections.engine.KafkaSource;
import io.cogniscribe.topic.Keys;
import io.cogniscribe.topic.Topics;
import io.cogniscribe.wire.AvroCodec;
import io.cogniscribe.wire.Codecs;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Job events in the order of a real log: the jobs of many users interleave. Each job is submitted,
 * started and completed with a transcript, so that its events are far apart.
 *
 * @param jobs number of jobs with 3 events each
 * @param transcripts texts that the jobs use in turn
 */
record Backlog(int jobs, List<String> transcripts) {

  private static final int OPEN_JOBS = 1_000;
  private static final int USERS = 500;
  private static final long SEED = 42;
  private static final String ABOUT_1_KB = "the heart has four chambers; ".repeat(35);

  /** Creates a backlog with transcripts of about 1 KB. */
  Backlog(int jobs) {
    this(jobs, List.of(ABOUT_1_KB));
  }

  int events() {
    return jobs * 3;
  }

  /**
   * Writes the events, in rounds over the open jobs.
   *
   * @return the size of the events in bytes, before compression
   */
  long write(String bootstrapServers) throws ExecutionException, InterruptedException {
    AvroCodec<RecordedEvent<JobEvent>> codec = Codecs.jobEvents();
    Random random = new Random(SEED);
    Instant now = Instant.now();
    long bytes = 0;
    try (var producer = producer(bootstrapServers)) {
      for (int first = 0; first < jobs; first += OPEN_JOBS) {
        int last = Math.min(jobs, first + OPEN_JOBS);
        UUID[] ids = random.ints(last - first).mapToObj(_ -> id(random)).toArray(UUID[]::new);
        List<Future<RecordMetadata>> written = new ArrayList<>();
        for (int step = 1; step <= 3; step++) {
          for (int i = 0; i < ids.length; i++) {
            UUID id = ids[i];
            String transcript = transcripts.get((first + i) % transcripts.size());
            byte[] key = Keys.of(id);
            byte[] value = codec.encode(event(id, step, transcript, now));
            bytes += value.length;
            written.add(
                producer.send(
                    new ProducerRecord<>(Topics.JOB_EVENTS, Keys.partition(key), key, value)));
          }
        }
        for (Future<RecordMetadata> record : written) {
          record.get();
        }
      }
    }
    return bytes;
  }

  /** Returns a producer for many records. */
  static Producer<byte[], byte[]> producer(String bootstrapServers) {
    return new KafkaSource(bootstrapServers)
        .producer(
            Map.of(
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "lz4",
                ProducerConfig.LINGER_MS_CONFIG,
                5,
                ProducerConfig.BATCH_SIZE_CONFIG,
                256 * 1024));
  }

  private static RecordedEvent<JobEvent> event(
      UUID id, int version, String transcript, Instant at) {
    UUID user = new UUID(7, Math.floorMod(id.getLeastSignificantBits(), USERS));
    JobEvent payload =
        List.<JobEvent>of(
                new JobEvent.JobSubmitted(
                    user, "lecture.mp3", null, 5_000_000, null, 0.15, "anatomy", true),
                new JobEvent.JobStarted(user, 1),
                new JobEvent.JobCompleted(
                    user, 1, 5_000_000, at, transcript, "four chambers", 600, 40, "en"))
            .get(version - 1);
    return new RecordedEvent<>(
        new UUID(id.getMostSignificantBits(), version),
        id,
        version,
        at,
        at,
        new Actor(ActorKind.WORKER, "worker-1"),
        id,
        id,
        new CommandPosition(Topics.JOB_COMMANDS, Keys.partition(Keys.of(id)), 0),
        payload);
  }

  private static UUID id(Random random) {
    return new UUID(random.nextLong(), random.nextLong());
  }
}

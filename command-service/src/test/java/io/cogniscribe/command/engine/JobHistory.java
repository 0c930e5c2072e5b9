package io.cogniscribe.command.engine;

import io.cogniscribe.job.JobEvent;
import io.cogniscribe.message.Actor;
import io.cogniscribe.message.ActorKind;
import io.cogniscribe.message.CommandPosition;
import io.cogniscribe.message.Outcome;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.topic.Keys;
import io.cogniscribe.topic.Topics;
import io.cogniscribe.wire.AvroCodec;
import io.cogniscribe.wire.Codecs;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A log after an import: it has the history of many jobs, but no stores or changelogs.
 *
 * @param jobs the number of jobs. Each was submitted by {@link #OWNER}, started and completed; the
 *     log has the outcome of its submission.
 */
record JobHistory(int jobs) {

  static final UUID OWNER = new UUID(7, 7);

  private static final Actor WORKER = new Actor(ActorKind.WORKER, "worker-1");

  static UUID job(int number) {
    return new UUID(0x7000L, 0x8000_0000_0000_0000L | number);
  }

  static UUID submission(int number) {
    return new UUID(0x7001L, 0x8000_0000_0000_0000L | number);
  }

  long events() {
    return 3L * jobs;
  }

  void write(KafkaClients clients, Instant at) {
    Map<String, Object> config = new HashMap<>(clients.producerConfig());
    config.put(ProducerConfig.LINGER_MS_CONFIG, 5);
    // With more requests in flight, a new topic without a leader could get records out of order.
    config.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
    // The edge has short time-outs; the writer of the history can wait.
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 60_000L);
    config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 30_000);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 120_000);
    AvroCodec<RecordedEvent<JobEvent>> events = Codecs.jobEvents();
    AvroCodec<Outcome> outcomes = Codecs.outcomes();
    AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    try (var producer = new KafkaProducer<byte[], byte[]>(config)) {
      for (int version = 1; version <= 3; version++) {
        for (int number = 0; number < jobs; number++) {
          send(
              producer,
              Topics.JOB_EVENTS,
              number,
              events.encode(event(number, version, at)),
              at,
              failure);
        }
      }
      for (int number = 0; number < jobs; number++) {
        send(
            producer,
            Topics.JOB_OUTCOMES,
            number,
            outcomes.encode(outcome(number, at)),
            at,
            failure);
      }
    }
    if (failure.get() != null) {
      throw new IllegalStateException(failure.get());
    }
  }

  private static void send(
      KafkaProducer<byte[], byte[]> producer,
      String topic,
      int number,
      byte[] value,
      Instant at,
      AtomicReference<@Nullable Exception> failure) {
    byte[] key = Keys.of(job(number));
    var _ =
        producer.send(
            new ProducerRecord<>(topic, Keys.partition(key), at.toEpochMilli(), key, value),
            (_, failed) -> {
              if (failed != null) {
                failure.set(failed);
              }
            });
  }

  static RecordedEvent<JobEvent> event(int number, int version, Instant at) {
    UUID job = job(number);
    JobEvent payload =
        switch (version) {
          case 1 ->
              new JobEvent.JobSubmitted(
                  OWNER, "lecture.mp3", null, 5_000_000, null, 0.15, "anatomy", true);
          case 2 -> new JobEvent.JobStarted(OWNER, 1);
          default ->
              new JobEvent.JobCompleted(
                  OWNER, 1, 5_000_000, at, "four chambers ".repeat(60), "hearts", 600, 40, "en");
        };
    return new RecordedEvent<>(
        new UUID(job.getLeastSignificantBits(), version),
        job,
        version,
        at,
        at,
        WORKER,
        job,
        submission(number),
        position(job),
        payload);
  }

  private static Outcome outcome(int number, Instant at) {
    return new Outcome(
        submission(number),
        job(number),
        Actor.user(OWNER),
        position(job(number)),
        at,
        "cafe",
        new Outcome.Accepted(1, "pending"));
  }

  private static CommandPosition position(UUID job) {
    return new CommandPosition(Topics.JOB_COMMANDS, Keys.partition(Keys.of(job)), 0);
  }
}

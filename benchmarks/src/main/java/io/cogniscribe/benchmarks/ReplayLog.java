package io.cogniscribe.benchmarks;

import io.cogniscribe.account.AccountEvent;
import io.cogniscribe.audit.AuditEvent;
import io.cogniscribe.audit.AuditStatus;
import io.cogniscribe.message.Actor;
import io.cogniscribe.message.ActorKind;
import io.cogniscribe.message.CommandPosition;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.topic.Keys;
import io.cogniscribe.topic.Topics;
import io.cogniscribe.wire.Codecs;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * A log of every aggregate type: three events and three audit events for each job, and an account
 * for every third job.
 *
 * @param jobs number of jobs; the log has about 6.3 events per job
 */
record ReplayLog(int jobs) {

  private static final long SEED = 43;

  int users() {
    return Math.max(1, jobs / 3);
  }

  long events() {
    return 6L * jobs + users();
  }

  /** Returns the number of events that deciders keep state of. */
  long decided() {
    return 3L * jobs + users();
  }

  void write(String bootstrapServers) throws ExecutionException, InterruptedException {
    new Backlog(jobs).write(bootstrapServers);
    var accounts = Codecs.accountEvents();
    var auditLog = Codecs.auditEvents();
    Random random = new Random(SEED);
    Instant now = Instant.now();
    try (var producer = Backlog.producer(bootstrapServers)) {
      for (int i = 0; i < users(); i++) {
        UUID user = new UUID(random.nextLong(), random.nextLong());
        send(producer, Topics.ACCOUNT_EVENTS, user, accounts.encode(account(user, i, now)));
      }
      for (int i = 0; i < 3 * jobs; i++) {
        UUID job = new UUID(random.nextLong(), random.nextLong());
        send(producer, Topics.AUDIT_EVENTS, job, auditLog.encode(audit(job, now)));
      }
      producer.flush();
    }
  }

  private static void send(Producer<byte[], byte[]> producer, String topic, UUID id, byte[] value) {
    byte[] key = Keys.of(id);
    Future<RecordMetadata> sent =
        producer.send(new ProducerRecord<>(topic, Keys.partition(key), key, value));
    if (sent.isDone() && sent.state() == Future.State.FAILED) {
      throw new IllegalStateException(sent.exceptionNow());
    }
  }

  private static RecordedEvent<AccountEvent> account(UUID user, int number, Instant at) {
    return recorded(
        user,
        at,
        Topics.ACCOUNT_COMMANDS,
        new AccountEvent.UserRegistered(
            "user-" + number,
            "user-" + number + "@uni.test",
            "{argon2}not-a-hash",
            user,
            user,
            List.of("user")));
  }

  private static RecordedEvent<AuditEvent> audit(UUID job, Instant at) {
    return recorded(
        job,
        at,
        Topics.JOB_COMMANDS,
        new AuditEvent.ActionAudited(
            job,
            "upload",
            "job",
            job.toString(),
            AuditStatus.SUCCESS,
            null,
            "192.0.2.7",
            "Mozilla/5.0 (X11; Linux x86_64)",
            null,
            null));
  }

  private static <E> RecordedEvent<E> recorded(UUID id, Instant at, String commands, E payload) {
    return new RecordedEvent<>(
        new UUID(id.getMostSignificantBits(), ~id.getLeastSignificantBits()),
        id,
        1,
        at,
        at,
        new Actor(ActorKind.USER, id.toString()),
        id,
        id,
        new CommandPosition(commands, Keys.partition(Keys.of(id)), 0),
        payload);
  }
}

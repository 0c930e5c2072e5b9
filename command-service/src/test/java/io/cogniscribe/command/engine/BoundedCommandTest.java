package io.cogniscribe.command.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.topic.DeadLetter;
import io.cogniscribe.topic.Keys;
import io.cogniscribe.topic.Topics;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

final class BoundedCommandTest {

  private static final byte[] KEY = Keys.of(new UUID(1, 1));

  @Test
  void keepsOnlyTheHeadersThatADeciderReadsWhenThereAreOthers() {
    Headers headers =
        new RecordHeaders()
            .add("x", new byte[1_000_000])
            .add(BoundedCommand.IS_DEAD_LETTER, new byte[0])
            .add(Outbox.REPLY_HEADER, new byte[16])
            .add(DeadLetter.SIGNATURE_HEADER, new byte[80]);

    assertThat(BoundedCommand.of(record(KEY, new byte[9], headers)).headers())
        .extracting(Header::key)
        .containsExactly(Outbox.REPLY_HEADER, DeadLetter.SIGNATURE_HEADER);
  }

  @Test
  void keepsNoHeaderWhenItIsLargeOrThereAreTwoOfItsName() {
    Headers headers =
        new RecordHeaders()
            .add(Outbox.REPLY_HEADER, new byte[16])
            .add(Outbox.REPLY_HEADER, new byte[16])
            .add(DeadLetter.SIGNATURE_HEADER, new byte[201]);

    assertThat(BoundedCommand.of(record(KEY, new byte[9], headers)).headers()).isEmpty();
  }

  @Test
  void leavesADeadLetterWhenTheValueIsTooLarge() {
    ConsumerRecord<byte[], byte[]> record =
        record(KEY, new byte[Topics.MAX_RECORD_BYTES + 1], new RecordHeaders());

    ConsumerRecord<byte[], byte[]> bounded = BoundedCommand.of(record);

    DeadLetter letter = DeadLetter.read(bounded).orElseThrow();
    assertThat(letter.code()).isEqualTo("too_large");
    assertThat(letter.size()).isEqualTo(Topics.MAX_RECORD_BYTES + 1);
    assertThat(letter.position().offset()).isEqualTo(42);
    assertThat(bounded.value()).hasSize(DeadLetter.MAX_VALUE_BYTES);
    assertThat(bounded.offset()).isEqualTo(42);
    assertThat(bounded.headers().lastHeader(BoundedCommand.IS_DEAD_LETTER)).isNotNull();
  }

  @Test
  void keepsNoKeyWhenItIsTooLong() {
    assertThat(BoundedCommand.of(record(new byte[65], new byte[9], new RecordHeaders())).key())
        .isNull();
  }

  @Test
  void leavesThePositionWhenTheRecordCannotBeRead() {
    ConsumerRecord<byte[], byte[]> unread =
        BoundedCommand.unread(new TopicPartition(Topics.JOB_COMMANDS, 3), 7, 1_000);

    DeadLetter letter = DeadLetter.read(unread).orElseThrow();
    assertThat(letter.position().token()).isEqualTo("jobs.commands:3:7");
    assertThat(letter.code()).isEqualTo("too_large");
    assertThat(letter.size()).isNull();
    assertThat(unread.timestamp()).isEqualTo(1_000);
  }

  private static ConsumerRecord<byte[], byte[]> record(byte[] key, byte[] value, Headers headers) {
    return new ConsumerRecord<>(
        Topics.JOB_COMMANDS,
        3,
        42,
        5,
        TimestampType.LOG_APPEND_TIME,
        key.length,
        value.length,
        key,
        value,
        headers,
        Optional.empty());
  }
}

package io.cogniscribe.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.message.CommandPosition;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class DeadLetterTest {

  private static final CommandPosition POSITION =
      new CommandPosition(Topics.JOB_COMMANDS, 3, 1_042);

  @Test
  void isReadAsItWasWritten() {
    DeadLetter letter =
        DeadLetter.of(
            POSITION, "key_mismatch", "another id", utf8("key"), utf8("value"), signed("proof"));

    assertThat(DeadLetter.read(record(letter))).contains(letter);
    assertThat(letter.isWhole()).isTrue();
    assertThat(letter.size()).isEqualTo(5);
    assertThat(letter.sha256())
        .isEqualTo("cd42404d52ad55ccfa9aca4adc828aa5800ad9d385a0671fbcbf724118320619");
    assertThat(letter.signature()).isEqualTo(Bytes.wrap(utf8("proof")));
  }

  @Test
  void fitsIntoARecordWhateverTheCommandIs() {
    int large = 10 * 1024 * 1024;
    Headers headers =
        new RecordHeaders()
            .add(DeadLetter.SIGNATURE_HEADER, new byte[large])
            .add("reply-to", new byte[large])
            .add("x".repeat(large), new byte[0]);
    DeadLetter letter =
        DeadLetter.of(
            POSITION,
            "too_large",
            "\u20ac".repeat(large),
            new byte[large],
            new byte[large],
            headers);

    ConsumerRecord<byte[], byte[]> record = record(letter);
    assertThat(bytesOf(record)).isLessThan(70_000);
    assertThat(DeadLetter.read(record)).contains(letter);
    assertThat(letter.size()).isEqualTo(large);
    assertThat(letter.key()).isNull();
    assertThat(letter.signature()).isNull();
    assertThat(letter.isWhole()).isFalse();
  }

  @Test
  void keepsNoSignatureWhenThereAreTwo() {
    Headers headers = signed("one").add(DeadLetter.SIGNATURE_HEADER, utf8("two"));

    assertThat(DeadLetter.of(POSITION, "c", "e", null, null, headers).signature()).isNull();
  }

  @Test
  void hasThePositionAloneWhenTheCommandWasNeverRead() {
    DeadLetter letter = DeadLetter.unread(POSITION, "too_large", "needs too much memory");

    assertThat(DeadLetter.read(record(letter))).contains(letter);
    assertThat(letter.sha256()).isNull();
    assertThat(letter.size()).isNull();
    assertThat(letter.isWhole()).isFalse();
  }

  @Test
  void isReadWhenAnOlderVersionWroteIt() {
    Headers headers =
        new RecordHeaders()
            .add("topic", utf8(Topics.JOB_COMMANDS))
            .add("partition", utf8("3"))
            .add("offset", utf8("1042"))
            .add("error", utf8("the key is not an aggregate's id"));

    assertThat(DeadLetter.read(record(utf8("key"), utf8("value"), headers)))
        .contains(
            new DeadLetter(
                POSITION,
                DeadLetter.UNKNOWN_CODE,
                "the key is not an aggregate's id",
                "cd42404d52ad55ccfa9aca4adc828aa5800ad9d385a0671fbcbf724118320619",
                5L,
                null,
                Bytes.wrap(utf8("key")),
                Bytes.wrap(utf8("value"))));
  }

  @Test
  void isNoDeadLetterWhenThereIsNoPosition() {
    assertThat(DeadLetter.read(record(null, utf8("value"), new RecordHeaders()))).isEmpty();
  }

  private static ConsumerRecord<byte[], byte[]> record(DeadLetter letter) {
    return record(bytes(letter.key()), bytes(letter.value()), letter.headers());
  }

  private static ConsumerRecord<byte[], byte[]> record(
      byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
    return new ConsumerRecord<>(
        Topics.DEAD_LETTERS,
        0,
        0,
        0,
        TimestampType.CREATE_TIME,
        0,
        0,
        key,
        value,
        headers,
        Optional.empty());
  }

  private static int bytesOf(ConsumerRecord<byte[], byte[]> record) {
    int bytes = record.value().length;
    for (Header header : record.headers()) {
      bytes += header.key().length() + header.value().length;
    }
    return bytes;
  }

  private static byte @Nullable [] bytes(@Nullable Bytes bytes) {
    return bytes == null ? null : bytes.get();
  }

  private static Headers signed(String signature) {
    return new RecordHeaders().add(DeadLetter.SIGNATURE_HEADER, utf8(signature));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

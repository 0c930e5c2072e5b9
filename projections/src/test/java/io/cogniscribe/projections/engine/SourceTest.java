package io.cogniscribe.projections.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.job.JobEvent;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.projections.kit.JobStory;
import io.cogniscribe.topic.Keys;
import io.cogniscribe.topic.Topics;
import io.cogniscribe.wire.AvroCodec;
import io.cogniscribe.wire.Codecs;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tests how records are decoded: as an event, or as poison with its coordinates. */
final class SourceTest {

  private static final AvroCodec<RecordedEvent<JobEvent>> CODEC = Codecs.jobEvents();
  private static final RecordedEvent<JobEvent> EVENT =
      JobStory.submitted(UUID.randomUUID(), Instant.parse("2026-11-01T08:30:00Z")).last();
  private static final byte[] KEY = Keys.of(EVENT.streamId());
  private static final int PARTITION = Keys.partition(KEY);

  private final Source<RecordedEvent<JobEvent>> source =
      Source.log(Topics.JOB_EVENTS, Topics.JOB_COMMANDS, CODEC, event -> event);

  @Test
  void anEventCarriesItsStreamItsPlaceAndTheOffsetOfItsCommand() {
    Decoded<RecordedEvent<JobEvent>> decoded = decode(KEY, CODEC.encode(EVENT));

    assertThat(decoded)
        .isEqualTo(
            new Decoded.Event<>(
                new Coordinates(new TopicPartition(Topics.JOB_EVENTS, PARTITION), 17),
                EVENT.streamId().toString(),
                EVENT.cause().offset(),
                EVENT));
  }

  @Test
  void theCommandOfAnotherAggregateTypeIsNoConsistencyToken() {
    Source<RecordedEvent<JobEvent>> foreign =
        Source.log(Topics.JOB_EVENTS, Topics.ACCOUNT_COMMANDS, CODEC, event -> event);

    assertThat(foreign.decode(entry(KEY, CODEC.encode(EVENT))))
        .isInstanceOfSatisfying(
            Decoded.Event.class,
            event -> assertThat(event.causeOffset()).isEqualTo(Decoded.NO_CAUSE));
  }

  @Test
  void aMissingValueIsPoison() {
    assertThat(poison(decode(KEY, null)).error()).isEqualTo("the value is null");
  }

  @Test
  void garbageIsPoisonWithoutASchema() {
    Decoded.Poison<?> poison = poison(decode(KEY, "not an event".getBytes(StandardCharsets.UTF_8)));

    assertThat(poison.error()).contains("not in Avro single-object encoding");
    assertThat(poison.schemaFingerprint()).isNull();
  }

  @Test
  void aTruncatedValueIsPoisonOfAKnownSchema() {
    byte[] value = CODEC.encode(EVENT);

    Decoded.Poison<?> poison = poison(decode(KEY, Arrays.copyOf(value, value.length / 2)));

    assertThat(poison.error()).startsWith("the value");
    assertThat(poison.schemaFingerprint()).hasSize(16);
    assertThat(poison.streamKey()).isEqualTo(EVENT.streamId().toString());
  }

  @Test
  void aValueOfASchemaThatNobodyKnowsIsPoisonThatNamesIt() {
    byte[] value = CODEC.encode(EVENT);
    Arrays.fill(value, 2, 10, (byte) 0x5a);

    assertThat(poison(decode(KEY, value)).schemaFingerprint()).isEqualTo("5a5a5a5a5a5a5a5a");
  }

  @Test
  void aValueLargerThanARecordMayBeIsPoison() {
    assertThat(poison(decode(KEY, new byte[Topics.MAX_RECORD_BYTES + 1])).error())
        .contains("more than the limit");
  }

  @Test
  void aKeyThatIsNoIdIsPoisonUnderADigestOfTheKey() {
    byte[] key = "ada@example.com".getBytes(StandardCharsets.UTF_8);

    Decoded.Poison<?> poison = poison(decode(key, CODEC.encode(EVENT)));

    assertThat(poison.error()).isEqualTo("the key is not an id");
    assertThat(poison.streamKey()).matches("[0-9a-f]{32}");
    assertThat(poison.streamKey()).isEqualTo(poison(decode(key, null)).streamKey());
    assertThat(poison.streamKey()).isNotEqualTo(poison(decode(null, null)).streamKey());
  }

  @Test
  void parksTheRecordUnderADigestWhenTheKeyIsInCapitals() {
    byte[] key =
        new UUID(0xa, 0xb).toString().toUpperCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);

    Decoded.Poison<?> poison = poison(decode(key, CODEC.encode(EVENT)));

    assertThat(poison.error()).isEqualTo("the key is not an id");
    assertThat(poison.streamKey()).matches("[0-9a-f]{32}");
  }

  @Test
  void theKeyOfAnotherStreamIsPoison() {
    assertThat(poison(decode(Keys.of(UUID.randomUUID()), CODEC.encode(EVENT))).error())
        .isEqualTo("the key is not the id of the event's stream");
  }

  @Test
  void whatAProjectionCannotStoreIsPoison() {
    Source<RecordedEvent<JobEvent>> strict =
        Source.log(
            Topics.JOB_EVENTS,
            Topics.JOB_COMMANDS,
            CODEC,
            _ -> {
              throw new UnstorableException("subject is longer than 255 characters");
            });

    assertThat(poison(strict.decode(entry(KEY, CODEC.encode(EVENT)))).error())
        .isEqualTo("subject is longer than 255 characters");
  }

  @Test
  void aFaultOfAProjectionIsPoisonThatDoesNotQuoteTheEvent() {
    Source<RecordedEvent<JobEvent>> faulty =
        Source.log(
            Topics.JOB_EVENTS,
            Topics.JOB_COMMANDS,
            CODEC,
            event -> {
              throw new ArithmeticException(event.toString());
            });

    assertThat(poison(faulty.decode(entry(KEY, CODEC.encode(EVENT)))).error())
        .contains("ArithmeticException")
        .doesNotContain("anatomy");
  }

  private Decoded<RecordedEvent<JobEvent>> decode(byte @Nullable [] key, byte @Nullable [] value) {
    return source.decode(entry(key, value));
  }

  @SuppressWarnings(
      "NullAway") // Kafka's records may have null keys and values without a @Nullable annotation.
  private static ConsumerRecord<byte[], byte[]> entry(
      byte @Nullable [] key, byte @Nullable [] value) {
    return new ConsumerRecord<>(Topics.JOB_EVENTS, PARTITION, 17, key, value);
  }

  private static Decoded.Poison<?> poison(Decoded<?> decoded) {
    assertThat(decoded).isInstanceOf(Decoded.Poison.class);
    return (Decoded.Poison<?>) decoded;
  }
}

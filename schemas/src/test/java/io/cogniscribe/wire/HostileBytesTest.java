package io.cogniscribe.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cogniscribe.topic.Topics;
import io.cogniscribe.wire.Samples.Sample;
import java.util.Arrays;
import java.util.Random;
import org.apache.avro.SystemLimitException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests that any bytes give a message or a {@link WireException}. */
final class HostileBytesTest {

  private static final AvroCodec<?> CODEC = Codecs.jobCommands();

  @Test
  void nothingIsNoMessage() {
    assertThatThrownBy(() -> CODEC.decode(null)).isInstanceOf(WireException.class);
    assertThatThrownBy(() -> CODEC.decode(new byte[0])).isInstanceOf(WireException.class);
  }

  @Test
  void bytesBeyondTheLimitAreNotRead() {
    assertThatThrownBy(() -> CODEC.decode(new byte[Topics.MAX_RECORD_BYTES + 1]))
        .isInstanceOf(WireException.class)
        .hasMessageContaining("more than the limit");
  }

  @Test
  void anUnknownSchemaIsNamedByItsFingerprint() {
    byte[] bytes = encoded(Samples.all().findFirst().orElseThrow());
    bytes[2] ^= 0x55;

    assertThatThrownBy(() -> CODEC.decode(bytes))
        .isInstanceOf(WireException.class)
        .hasMessageContaining("schema is unknown");
  }

  @ParameterizedTest
  @MethodSource("io.cogniscribe.wire.Samples#all")
  void everyTruncationIsRefused(Sample<?> sample) {
    byte[] bytes = encoded(sample);
    for (int length = 0; length < bytes.length; length++) {
      byte[] truncated = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> sample.codec().decode(truncated)).isInstanceOf(WireException.class);
    }
  }

  @ParameterizedTest
  @MethodSource("io.cogniscribe.wire.Samples#all")
  void bytesBehindTheMessageAreRefused(Sample<?> sample) {
    byte[] bytes = encoded(sample);

    assertThatThrownBy(() -> sample.codec().decode(Arrays.copyOf(bytes, bytes.length + 1)))
        .isInstanceOf(WireException.class);
  }

  @Test
  void aLengthBeyondTheLimitIsRefusedBeforeItIsAllocated() {
    // The command's id is a string whose length prefix claims 64 MiB, which would be allocated.
    byte[] hostile = Arrays.copyOf(encoded(Samples.all().findFirst().orElseThrow()), 14);
    byte[] length = {(byte) 0x80, (byte) 0x80, (byte) 0x80, 0x40};
    System.arraycopy(length, 0, hostile, 10, length.length);

    assertThatThrownBy(() -> CODEC.decode(hostile))
        .isInstanceOf(WireException.class)
        .hasCauseInstanceOf(SystemLimitException.class);
  }

  @ParameterizedTest
  @MethodSource("io.cogniscribe.wire.Samples#all")
  void flippedBitsNeverBreakTheReader(Sample<?> sample) {
    Random random = new Random(42);
    byte[] bytes = encoded(sample);
    int refused = 0;
    for (int i = 0; i < 2_000; i++) {
      byte[] flipped = bytes.clone();
      flipped[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      try {
        assertThat(sample.codec().decode(flipped)).isNotNull();
      } catch (WireException expected) {
        refused++;
      }
    }
    assertThat(refused).isPositive();
  }

  private static <T> byte[] encoded(Sample<T> sample) {
    return sample.codec().encode(sample.message());
  }
}

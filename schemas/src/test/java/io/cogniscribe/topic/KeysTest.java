package io.cogniscribe.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class KeysTest {

  @Test
  void aKeyIsTheTextOfAnId() {
    UUID id = UUID.fromString("019a0000-0000-7000-8000-000000000001");

    assertThat(Keys.of(id)).isEqualTo(id.toString().getBytes(StandardCharsets.UTF_8));
    assertThat(Keys.parse(Keys.of(id))).contains(id);
  }

  @Test
  void anythingElseIsNoKey() {
    assertThat(Keys.parse(null)).isEmpty();
    assertThat(Keys.parse(new byte[0])).isEmpty();
    assertThat(Keys.parse(new byte[36])).isEmpty();
    assertThat(Keys.parse("1-2-3-4-5".getBytes(StandardCharsets.UTF_8))).isEmpty();
  }

  @Test
  void refusesTheKeyWhenItIsNotTheCanonicalTextOfAnId() {
    String id = "019a0000-0000-7000-8000-00000000000a";

    assertThat(Keys.parse(id.getBytes(StandardCharsets.UTF_8))).isPresent();
    assertThat(Keys.parse(id.toUpperCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8))).isEmpty();
    assertThat(Keys.parse("00019a0000-000-7000-8000-00000000000".getBytes(StandardCharsets.UTF_8)))
        .isEmpty();
  }

  @Test
  void everyPartitionIsUsed() {
    assertThat(
            java.util.stream.LongStream.range(0, 1_000)
                .mapToObj(i -> new UUID(i, i))
                .map(id -> Keys.partition(Keys.of(id)))
                .distinct())
        .hasSize(Topics.PARTITIONS);
  }
}

package io.cogniscribe.command.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/** Hashes with reused memory equal hashes with new memory. */
final class Argon2HashesTest {

  private static final String UMLAUTS = "Gr\u00f6\u00dfe \ud83d\udd11";

  private final Argon2Hashes hashes = new Argon2Hashes(2);
  private final Argon2PasswordEncoder springs = new Argon2PasswordEncoder(16, 32, 1, 19 * 1024, 2);

  @ParameterizedTest
  @ValueSource(strings = {"correct horse", "x", UMLAUTS})
  void springsEncoderAndThisOneKnowEachOthersHashes(String password) {
    for (int i = 0; i < 3; i++) {
      assertThat(springs.matches(password, hashes.encode(password))).isTrue();
      assertThat(hashes.matches(password, springs.encode(password))).isTrue();
    }
    assertThat(hashes.matches(password + " ", springs.encode(password))).isFalse();
  }

  @Test
  void hashesThatAreMadeAtTheSameTimeDoNotDisturbEachOther() {
    List<CompletableFuture<String>> made =
        IntStream.range(0, 16)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> hashes.encode("password " + i)))
            .toList();

    for (int i = 0; i < made.size(); i++) {
      assertThat(springs.matches("password " + i, made.get(i).join())).isTrue();
    }
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "correct horse",
        "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$short",
        "$argon2i$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$"
            + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "$argon2id$v=19$m=99999999,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$"
            + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
      })
  void whatIsNoHashOfOursMatchesNothing(@Nullable String encoded) {
    assertThat(hashes.matches("correct horse", encoded)).isFalse();
  }
}

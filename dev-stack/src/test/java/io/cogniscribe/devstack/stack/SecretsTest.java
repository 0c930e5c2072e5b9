package io.cogniscribe.devstack.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SecretsTest {

  private final Path file;

  SecretsTest(@TempDir Path folder) {
    this.file = folder.resolve("secrets.env");
  }

  @Test
  void generatesSecretsOnceReadableByTheirOwnerOnly() throws IOException {
    Secrets first = Secrets.loadOrCreate(file, Map.of());

    assertThat(Secrets.loadOrCreate(file, Map.of())).isEqualTo(first);
    assertThat(first.jwtSecretKey()).hasSize(64).isNotEqualTo(first.nameKeySecret());
    assertThat(first.actorKeySecret()).hasSize(64).isNotEqualTo(first.nameKeySecret());
    assertThat(first.actorKeySince()).isEmpty();
    assertThat(first.projectorPassword()).hasSize(64).isNotEqualTo(first.queryPassword());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void generatesMissingSecretsWhenTheFolderIsOfAnEarlierVersion() throws IOException {
    Files.writeString(file, "JWT_SECRET_KEY=known+/==\nNAME_KEY_SECRET=kept");

    Secrets completed = Secrets.loadOrCreate(file, Map.of());

    assertThat(completed.jwtSecretKey()).isEqualTo("known+/==");
    assertThat(completed.nameKeySecret()).isEqualTo("kept");
    assertThat(completed.queryPassword()).hasSize(64);
    // Commands of the earlier version have no signature, and may not be decided yet.
    assertThat(completed.actorKeySecret()).hasSize(64);
    assertThat(Instant.parse(completed.actorKeySince())).isBeforeOrEqualTo(Instant.now());
    assertThat(completed.variables())
        .containsEntry("ACTOR_KEY_SECRET", completed.actorKeySecret())
        .containsEntry("ACTOR_KEY_SINCE", completed.actorKeySince());
    assertThat(Secrets.loadOrCreate(file, Map.of())).isEqualTo(completed);
  }

  @Test
  void prefersTheEnvironmentUnlessItIsBlank() throws IOException {
    Secrets generated = Secrets.loadOrCreate(file, Map.of());
    Secrets secrets =
        Secrets.loadOrCreate(file, Map.of("JWT_SECRET_KEY", "mine", "NAME_KEY_SECRET", " "));

    assertThat(secrets.jwtSecretKey()).isEqualTo("mine");
    assertThat(secrets.nameKeySecret()).isEqualTo(generated.nameKeySecret());
  }

  @Test
  void refusesToLoadSecretsWhenThereAreNone() {
    assertThatThrownBy(() -> Secrets.load(file, Map.of()))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("cogniscribe up");
    assertThat(file).doesNotExist();
  }

  @Test
  void hidesSecretsInToString() throws IOException {
    Secrets secrets = Secrets.loadOrCreate(file, Map.of());

    assertThat(secrets.toString()).doesNotContain(secrets.jwtSecretKey());
  }
}

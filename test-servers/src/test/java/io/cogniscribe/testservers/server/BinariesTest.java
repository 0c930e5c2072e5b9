package io.cogniscribe.testservers.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BinariesTest {

  private static final String RESOURCE = "org/postgresql/Driver.class";

  private final Path cache;

  BinariesTest(@TempDir Path cache) {
    this.cache = cache;
  }

  @Test
  void unpacksAProgramOnce() throws IOException {
    Binaries binaries = new Binaries(cache);
    AtomicInteger unpacked = new AtomicInteger();
    Binaries.Unpacking unpacking =
        (packed, folder) -> {
          unpacked.incrementAndGet();
          Files.copy(packed, folder.resolve("program"));
        };

    Path first = binaries.unpacked(RESOURCE, unpacking);

    assertThat(binaries.unpacked(RESOURCE, unpacking)).isEqualTo(first);
    assertThat(first.resolve("program")).isNotEmptyFile();
    assertThat(unpacked).hasValue(1);
  }

  @Test
  void leavesNothingWhenUnpackingFails() {
    assertThatThrownBy(() ->
            new Binaries(cache)
                .unpacked(
                    RESOURCE,
                    (packed, folder) -> {
                      Files.copy(packed, folder.resolve("half"));
                      throw new IOException("disk full");
                    }))
        .hasMessage("disk full");
    assertThat(cache).isEmptyDirectory();
  }

  @Test
  void usesTheOtherFolderWhenTwoUnpackConcurrently() throws IOException {
    Binaries binaries = new Binaries(cache);
    Path folder =
        binaries.unpacked(
            RESOURCE,
            (_, slow) -> {
              Files.writeString(slow.resolve("program"), "slow");
              binaries.unpacked(
                  RESOURCE, (_, fast) -> Files.writeString(fast.resolve("program"), "fast"));
            });

    assertThat(folder.resolve("program")).hasContent("fast");
    assertThat(cache).isDirectoryContaining(folder::equals);
  }

  @Test
  void namesTheArchiveWhenThereIsNoneForTheSystem() {
    assertThatThrownBy(() -> new Binaries(cache).unpacked("postgres-vax.txz", (_, _) -> {}))
        .hasMessageContaining("no postgres-vax.txz on the class path for this system");
  }

  @Test
  void namesTheFolderByTheJar() throws IOException {
    assertThat(
            Binaries.nameOfJar(
                URI.create("jar:file:/some/place/redis-1.4.4.jar!/redis-server").toURL()))
        .isEqualTo("redis-1.4.4");
  }

  @ParameterizedTest
  @CsvSource({
    "Linux, amd64, postgres-linux-x86_64.txz",
    "Linux, aarch64, postgres-linux-arm_64.txz",
    "Mac OS X, aarch64, postgres-darwin-arm_64.txz",
    "Mac OS X, x86_64, postgres-darwin-x86_64.txz"
  })
  void selectsTheArchiveOfTheSystem(String os, String architecture, String archive) {
    assertThat(PostgresBinaries.archive(os, architecture)).isEqualTo(archive);
  }
}

package io.cogniscribe.devstack.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that a stack uses its own folder only. */
final class DataFolderTest {

  private final Path folder;
  private final DataFolder data;

  DataFolderTest(@TempDir Path folder) {
    this.folder = folder;
    this.data = new DataFolder(folder);
  }

  @Test
  void preparesAndWipesAnEmptyFolder() throws IOException {
    data.prepare();
    Files.createDirectory(folder.resolve("kafka"));

    data.prepare();
    data.wipe();

    assertThat(folder.resolve("kafka")).doesNotExist();
  }

  @Test
  void keepsTheSecretsWhenTheFolderHoldsNothingElse() throws IOException {
    Files.writeString(folder.resolve("secrets.env"), "NAME_KEY_SECRET=kept");

    data.prepare();

    assertThat(folder.resolve("secrets.env")).hasContent("NAME_KEY_SECRET=kept");
  }

  @Test
  void closesTheFolderToOtherUsersWhenItPreparesIt() throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));

    data.prepare();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
        .isEqualTo("rwx------");
  }

  @Test
  void refusesAFolderWhenItHoldsOtherFiles() throws IOException {
    Files.writeString(folder.resolve("secrets.env"), "NAME_KEY_SECRET=kept");
    Files.writeString(folder.resolve("thesis.txt"), "years of work");

    assertThatThrownBy(data::prepare)
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("holds other files");
    assertThatThrownBy(data::wipe).isInstanceOf(Refusal.class);

    assertThat(folder.resolve("thesis.txt")).hasContent("years of work");
  }
}

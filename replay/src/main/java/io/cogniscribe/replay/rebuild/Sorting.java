package io.cogniscribe.replay.rebuild;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The disk space of this machine for sorting a partition's records.
 *
 * @param bytes the space that sorting needs at most
 * @param folder the folder of the spill files
 * @param freeBytes the free space in the folder
 */
public record Sorting(long bytes, String folder, long freeBytes) {

  static Sorting of(long bytes) {
    Path folder = Path.of(System.getProperty("java.io.tmpdir"));
    try {
      return new Sorting(bytes, folder.toString(), Files.getFileStore(folder).getUsableSpace());
    } catch (IOException e) {
      throw new UncheckedIOException("no folder for sorting: set -Djava.io.tmpdir", e);
    }
  }

  String text() {
    return "sorting takes up to %.1f MB of the %.1f MB that are free in %s%s"
        .formatted(
            bytes / Plan.MEGABYTE,
            freeBytes / Plan.MEGABYTE,
            folder,
            bytes > freeBytes ? ": TOO LITTLE, set -Djava.io.tmpdir" : "");
  }
}

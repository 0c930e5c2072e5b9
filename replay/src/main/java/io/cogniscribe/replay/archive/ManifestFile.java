package io.cogniscribe.replay.archive;

import io.cogniscribe.topic.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The manifest as a file, with a checksum of its content that detects accidental edits. It is not a
 * signature.
 */
record ManifestFile(Path path) {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  /** The content of the file. */
  private record Sealed(String sha256, Manifest archive) {}

  /** Returns the manifest of the last export that ended. */
  static ManifestFile complete(Path folder) {
    return new ManifestFile(folder.resolve("manifest.json"));
  }

  /** Returns the manifest of an export that has not ended yet. */
  static ManifestFile running(Path folder) {
    return new ManifestFile(folder.resolve("manifest.running.json"));
  }

  /**
   * Reads the manifest; empty when there is none.
   *
   * @throws ArchiveException when it is damaged, or has another format
   */
  Optional<Manifest> read() {
    if (!Files.exists(path)) {
      return Optional.empty();
    }
    try {
      Sealed sealed = JSON.readValue(Files.readAllBytes(path), Sealed.class);
      if (sealed.archive() == null || !checksum(sealed.archive()).equals(sealed.sha256())) {
        throw new ArchiveException(
            path + " was changed after it was written: its checksum is not that of its content");
      }
      if (sealed.archive().format() != Manifest.FORMAT) {
        throw new ArchiveException(
            "%s has format %d, but this version reads %d. Use the version that wrote it."
                .formatted(path, sealed.archive().format(), Manifest.FORMAT));
      }
      return Optional.of(sealed.archive());
    } catch (JacksonException e) {
      throw new ArchiveException(path + " is damaged: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void write(Manifest manifest) {
    try {
      DurableFiles.write(path, JSON.writeValueAsBytes(new Sealed(checksum(manifest), manifest)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String checksum(Manifest manifest) {
    return Sha256.hex(JSON.writeValueAsBytes(manifest));
  }
}

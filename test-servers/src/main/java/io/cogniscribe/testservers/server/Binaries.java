package io.cogniscribe.testservers.server;

import io.cogniscribe.testservers.process.TemporaryFolder;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/**
 * Unpacks programs from the class path once, into the user's cache folder, because unpacking
 * PostgreSQL takes longer than starting it.
 */
final class Binaries {

  private final Path cache;

  Binaries(Path cache) {
    this.cache = cache;
  }

  /**
   * Uses {@code $XDG_CACHE_HOME}, else {@code ~/.cache}; for a user without a home, a folder that
   * all users can read.
   */
  static Binaries ofUser(Map<String, String> environment) {
    String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
    Path home = Path.of(System.getProperty("user.home"));
    if (cache.isBlank() && !Files.isWritable(home)) {
      return readableByAll();
    }
    Path root = cache.isBlank() ? home.resolve(".cache") : Path.of(cache);
    return new Binaries(root.resolve("cogniscribe"));
  }

  /** Uses the temporary folder, from which another user can run the programs. */
  static Binaries readableByAll() {
    return new Binaries(
        Path.of(
            System.getProperty("java.io.tmpdir"),
            "cogniscribe-" + System.getProperty("user.name")));
  }

  /** Extracts a packed program into an empty folder. */
  interface Unpacking {
    void unpack(InputStream packed, Path folder) throws IOException;
  }

  /**
   * Returns the folder with the unpacked resource, named by its jar and so by its version. Several
   * JVMs may unpack concurrently: the first to finish wins, and no JVM sees a partial folder.
   *
   * @throws IOException also when the resource is missing, because no artifact exists for this
   *     system
   */
  Path unpacked(String resource, Unpacking unpacking) throws IOException {
    URL packed = Binaries.class.getResource("/" + resource);
    if (packed == null) {
      throw new IOException("there is no " + resource + " on the class path for this system");
    }
    Path folder = cache.resolve(nameOfJar(packed));
    if (Files.isDirectory(folder)) {
      return folder;
    }
    Files.createDirectories(cache);
    Path fresh = Files.createTempDirectory(cache, "unpacking.");
    try (InputStream input = packed.openStream()) {
      unpacking.unpack(input, fresh);
      Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      TemporaryFolder.delete(fresh);
      if (!Files.isDirectory(folder)) {
        throw e;
      }
    }
    return folder;
  }

  /**
   * Returns {@code some-library-1.0} for {@code jar:file:/folder/some-library-1.0.jar!/resource}.
   */
  static String nameOfJar(URL resource) {
    String jar = resource.getPath().replaceFirst("!/.*", "");
    return Path.of(jar).getFileName().toString().replaceFirst("\\.jar$", "");
  }
}

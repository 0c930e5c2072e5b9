package io.cogniscribe.devstack.gateway;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds nginx on this machine, or unpacks the package of a Debian or Ubuntu distribution. */
final class InstalledNginx {

  private static final Path UNPACKED = Path.of("target", "nginx").toAbsolutePath();
  private static final String SYSTEM_PROGRAMS = "/usr/sbin";

  private InstalledNginx() {}

  /**
   * Returns the folder of the program.
   *
   * @throws AssertionError when there is none and the package cannot be downloaded
   */
  static Path folder() throws IOException, InterruptedException {
    Optional<Path> installed = find();
    return installed.isPresent() ? installed.get() : unpack();
  }

  private static Optional<Path> find() {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.concat(Stream.of(path.split(File.pathSeparator)), Stream.of(SYSTEM_PROGRAMS))
        .map(Path::of)
        .filter(folder -> Files.isExecutable(folder.resolve("nginx")))
        .findFirst();
  }

  private static Path unpack() throws IOException, InterruptedException {
    Path folder = UNPACKED.resolve(SYSTEM_PROGRAMS.substring(1));
    if (Files.isExecutable(folder.resolve("nginx"))) {
      return folder;
    }
    Files.createDirectories(UNPACKED);
    Path log = UNPACKED.resolve("unpack.log");
    int exit =
        new ProcessBuilder("sh", "-c", "apt-get download nginx && dpkg-deb -x nginx_*.deb .")
            .directory(UNPACKED.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start()
            .waitFor();
    if (exit != 0) {
      throw new AssertionError(
          "nginx is not installed, and its package cannot be unpacked. Install it, for example with"
              + " apt-get update && apt-get install nginx-light.\n"
              + Files.readString(log));
    }
    return folder;
  }
}

package io.cogniscribe.testservers.server;

import io.cogniscribe.testservers.process.ProcessLauncher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * The user that runs PostgreSQL, which refuses to run as root.
 *
 * @param prefix command that starts its programs
 * @param owner user id that must own its data folder; empty if no other user can own it
 */
record PostgresUser(List<String> prefix, OptionalInt owner) {

  private static final int ROOT = 0;
  private static final int NOBODY = 65_534;

  // In its own user namespace, the server does not see that it is root.
  private static final List<String> NAMESPACE = List.of("unshare", "--user");

  // For containers, which forbid user namespaces: another user that may still access root's
  // folders.
  private static final List<String> OTHER_USER =
      List.of(
          "setpriv",
          "--reuid=" + NOBODY,
          "--regid=" + NOBODY,
          "--clear-groups",
          "--inh-caps=+dac_override",
          "--ambient-caps=+dac_override");

  /** Returns the user of this process, or a substitute for root. */
  static PostgresUser current() throws IOException {
    if (!ProcessLauncher.succeeds("sh", "-c", "test \"$(id -u)\" = 0")) {
      return new PostgresUser(List.of(), OptionalInt.empty());
    }
    if (works(NAMESPACE)) {
      return new PostgresUser(NAMESPACE, OptionalInt.of(ROOT));
    }
    if (works(OTHER_USER)) {
      return new PostgresUser(OTHER_USER, OptionalInt.of(NOBODY));
    }
    throw new IOException(
        "PostgreSQL does not run as root, and neither `unshare --user` nor `setpriv` is permitted"
            + " here: run this as another user");
  }

  /** Returns the location of the programs for this user. */
  Binaries binaries() {
    return owner.equals(OptionalInt.of(NOBODY))
        ? Binaries.readableByAll()
        : Binaries.ofUser(System.getenv());
  }

  /** Changes the owner of the folder and its content, if necessary. */
  void own(Path folder) throws IOException {
    if (owner.isEmpty() || isOwned(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.toList()) {
        Files.setAttribute(file, "unix:uid", owner.getAsInt(), LinkOption.NOFOLLOW_LINKS);
      }
    }
  }

  private boolean isOwned(Path folder) throws IOException {
    return Files.getAttribute(folder, "unix:uid").equals(owner.getAsInt());
  }

  private static boolean works(List<String> prefix) {
    return ProcessLauncher.succeeds(
        Stream.concat(prefix.stream(), Stream.of("true")).toArray(String[]::new));
  }
}

package io.cogniscribe.devstack.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;

/** The messages of the supervisor, on the console and in the stack's log. */
public final class Journal {

  private final Consumer<String> console;
  private final Path log;

  public Journal(Consumer<String> console, Path log) {
    this.console = console;
    this.log = log;
  }

  /** Writes one line. */
  public synchronized void say(String line) {
    console.accept(line);
    try {
      Files.createDirectories(log.getParent());
      Files.writeString(
          log,
          Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + line + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.cogniscribe.testservers.junit;

import io.cogniscribe.testservers.process.ProgramFailed;
import io.cogniscribe.testservers.server.EmbeddedServers;
import io.cogniscribe.testservers.server.ServerStack;
import io.cogniscribe.testservers.server.ServersConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Embedded servers in a temporary folder, which is deleted on close. */
final class EmbeddedProvider implements ServerStack {

  private final Path folder;
  private final EmbeddedServers servers;

  EmbeddedProvider() {
    try {
      folder = Files.createTempDirectory("cogniscribe-test-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    servers = start(folder);
  }

  /**
   * Starts the servers, with a second attempt: another process may take a port after it was found
   * free.
   */
  private static EmbeddedServers start(Path folder) {
    try {
      return EmbeddedServers.start(ServersConfig.forTests(folder.resolve("first")));
    } catch (ProgramFailed portTaken) {
      return EmbeddedServers.start(ServersConfig.forTests(folder.resolve("second")));
    }
  }

  @Override
  public String kafkaBootstrapServers() {
    return servers.kafkaBootstrapServers();
  }

  @Override
  public String databaseUrl() {
    return servers.databaseUrl();
  }

  @Override
  public String jdbcUrl() {
    return servers.jdbcUrl();
  }

  @Override
  public String redisUrl() {
    return servers.redisUrl();
  }

  @Override
  public void close() {
    servers.close();
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(java.io.File::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

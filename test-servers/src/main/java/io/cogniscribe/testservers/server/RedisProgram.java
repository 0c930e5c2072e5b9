package io.cogniscribe.testservers.server;

import io.cogniscribe.testservers.process.ChildCommand;
import io.cogniscribe.testservers.process.Program;
import io.cogniscribe.testservers.process.Signal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;
import redis.embedded.core.ExecutableProvider;
import redis.embedded.model.OsArchitecture;

/** Redis with an append-only file: a crash loses nothing, a power cut at most a second. */
final class RedisProgram implements Program {

  private static final int PROBE_MILLIS = 1_000;

  private final ServersConfig config;

  RedisProgram(ServersConfig config) {
    this.config = config;
  }

  @Override
  public String name() {
    return "redis";
  }

  @Override
  public void prepare() throws IOException {
    Files.createDirectories(data());
  }

  @Override
  public ChildCommand command() throws IOException {
    return new ChildCommand(
        List.of(),
        List.of(
            executable().toString(),
            "--bind",
            "127.0.0.1",
            "--port",
            Integer.toString(config.ports().redis()),
            "--dir",
            data().toString(),
            "--databases",
            Integer.toString(config.redisDatabases()),
            "--appendonly",
            "yes",
            "--appendfsync",
            "everysec",
            "--save",
            "",
            "--daemonize",
            "no"),
        Map.of(),
        config.log(name()),
        config.pidFile(name()),
        Signal.TERM);
  }

  /** Returns false while the server loads its file, because it answers PING with an error. */
  @Override
  public boolean isReady() {
    try (Jedis redis = new Jedis("127.0.0.1", config.ports().redis(), PROBE_MILLIS)) {
      return "PONG".equals(redis.ping());
    } catch (JedisException notYet) {
      return false;
    }
  }

  private Path data() {
    return config.data().resolve("redis").toAbsolutePath();
  }

  private static Path executable() throws IOException {
    String resource =
        ExecutableProvider.newProvidedVersionsMap().get(OsArchitecture.detectOSandArchitecture());
    if (resource == null) {
      throw new IOException("there is no embedded Redis for this system");
    }
    String name = resource.replaceFirst("^/", "");
    return Binaries.ofUser(System.getenv())
        .unpacked(name, (packed, folder) -> unpack(packed, folder.resolve(name)))
        .resolve(name);
  }

  private static void unpack(InputStream packed, Path file) throws IOException {
    Files.copy(packed, file);
    if (!file.toFile().setExecutable(true)) {
      throw new IOException("cannot make " + file + " executable");
    }
  }
}

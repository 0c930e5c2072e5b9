package io.cogniscribe.replay.backup;

import io.cogniscribe.settings.RedisAddress;
import io.cogniscribe.settings.UnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

/** Backs up the keys of Redis into one file, by {@code BGSAVE}. */
public record RedisBackup(RedisAddress address) {

  private static final String FILE = "redis.rdb";
  private static final Duration POLL = Duration.ofMillis(50);

  /**
   * A finished save.
   *
   * @param onServer the file that the server wrote
   * @param copy the copy in the folder; empty when the server's files are on another machine
   */
  public record Saved(Path onServer, Optional<Path> copy) {}

  /** Makes the server save, waits for the end, and copies the file if it is on this machine. */
  public Saved backUp(Path folder) throws IOException {
    try (Jedis redis = connect()) {
      redis.bgsave();
      awaitSaved(redis);
      Path onServer = file(redis);
      return new Saved(onServer, copy(onServer, folder.resolve(FILE)));
    } catch (JedisConnectionException e) {
      throw unavailable(e);
    } catch (JedisDataException e) {
      throw new BackupException(
          "Redis refuses (%s): connect as a user with BGSAVE, INFO and CONFIG"
              .formatted(e.getMessage()),
          e);
    }
  }

  /** Describes how the server's administrator restores the file of a backup. */
  public String instructions(Path folder) {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      return "Redis: there is no %s. Run 'replay rebuild --projection progress --swap=auto'"
          .formatted(file);
    }
    try (Jedis redis = connect()) {
      return """
      Redis: stop the server, move its appendonly files away, copy
        %s
        to %s
      start it with --appendonly no, then CONFIG SET appendonly yes. Or run
      'replay rebuild --projection progress --swap=auto', which rebuilds Redis from the log.\
      """
          .formatted(file, file(redis));
    } catch (JedisConnectionException e) {
      throw unavailable(e);
    }
  }

  private static void awaitSaved(Jedis redis) {
    String state = redis.info("persistence");
    while (state.contains("rdb_bgsave_in_progress:1")) {
      LockSupport.parkNanos(POLL.toNanos());
      state = redis.info("persistence");
    }
    if (!state.contains("rdb_last_bgsave_status:ok")) {
      throw new BackupException("Redis could not save. See its log; the disk may be full.");
    }
  }

  private static Path file(Jedis redis) {
    Map<String, String> folder = redis.configGet("dir");
    Map<String, String> name = redis.configGet("dbfilename");
    return Path.of(folder.getOrDefault("dir", ""), name.getOrDefault("dbfilename", "dump.rdb"));
  }

  private static Optional<Path> copy(Path onServer, Path to) throws IOException {
    return Files.isReadable(onServer)
        ? Optional.of(Files.copy(onServer, to, StandardCopyOption.REPLACE_EXISTING))
        : Optional.empty();
  }

  private Jedis connect() {
    DefaultJedisClientConfig config =
        DefaultJedisClientConfig.builder()
            .user(address.username())
            .password(address.password())
            .ssl(address.tls())
            .build();
    return new Jedis(new HostAndPort(address.host(), address.port()), config);
  }

  private UnavailableException unavailable(JedisConnectionException cause) {
    return new UnavailableException(
        "Redis does not answer at %s:%d. Start it, or correct REDIS_URL."
            .formatted(address.host(), address.port()),
        cause);
  }
}

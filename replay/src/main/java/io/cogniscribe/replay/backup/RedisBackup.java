package io.cogniscribe.replay.backup;

import io.cogniscribe.settings.RedisAddress;
import io.cogniscribe.settings.UnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * What Redis has, by {@code BGSAVE}.
 *
 * @param patience how long a save may take
 */
public record RedisBackup(RedisAddress address, Duration patience) {

  private static final String FILE = "redis.rdb";
  private static final Duration POLL = Duration.ofMillis(50);

  /**
   * What was saved.
   *
   * @param onServer where the server wrote it
   * @param copy the copy in the folder; empty when the server's files are on another machine
   */
  public record Saved(Path onServer, Optional<Path> copy) {}

  /** Has the server save, waits until it has, and copies the file where it can be reached. */
  public Saved backUp(Path folder) {
    try (Jedis redis = connect()) {
      long before = secondsAfter(redis, redis.lastsave());
      redis.bgsave();
      awaitSaved(redis, before);
      Path onServer = file(redis);
      return new Saved(onServer, copy(onServer, folder.resolve(FILE)));
    } catch (JedisConnectionException e) {
      throw unavailable(e);
    } catch (JedisDataException e) {
      throw new BackupException(
          "Redis refuses (%s): connect as a user with BGSAVE, LASTSAVE, INFO and CONFIG"
              .formatted(e.getMessage()),
          e);
    }
  }

  /** How the file of a backup is put back: only who runs the server can do that. */
  public String instructions(Path folder) {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      return "Redis: there is no %s. Run 'replay rebuild --projection live --swap=auto'"
          .formatted(file);
    }
    try (Jedis redis = connect()) {
      return """
      Redis: stop the server, move its appendonly files away, copy
        %s
        to %s
      start it with --appendonly no, then CONFIG SET appendonly yes. Or run, instead of all that,
      'replay rebuild --projection live --swap=auto', which fills Redis from the log.\
      """
          .formatted(file, file(redis));
    } catch (JedisConnectionException e) {
      throw unavailable(e);
    }
  }

  /** The time of the last save has whole seconds: the next one must not fall into the same. */
  private static long secondsAfter(Jedis redis, long last) {
    while (Long.parseLong(redis.time().getFirst()) <= last) {
      LockSupport.parkNanos(POLL.toNanos());
    }
    return last;
  }

  private void awaitSaved(Jedis redis, long before) {
    Instant deadline = Instant.now().plus(patience);
    while (redis.lastsave() == before) {
      String state = redis.info("persistence");
      if (state.contains("rdb_bgsave_in_progress:0")
          && state.contains("rdb_last_bgsave_status:err")) {
        throw new BackupException("Redis could not save: its log says why (disk full?)");
      }
      if (Instant.now().isAfter(deadline)) {
        throw new BackupException("Redis has not saved within " + patience);
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  private static Path file(Jedis redis) {
    Map<String, String> folder = redis.configGet("dir");
    Map<String, String> name = redis.configGet("dbfilename");
    return Path.of(folder.getOrDefault("dir", ""), name.getOrDefault("dbfilename", "dump.rdb"));
  }

  private static Optional<Path> copy(Path onServer, Path to) {
    if (!Files.isReadable(onServer)) {
      return Optional.empty();
    }
    try {
      Path partial = to.resolveSibling(FILE + ".partial");
      Files.copy(onServer, partial, StandardCopyOption.REPLACE_EXISTING);
      Files.move(partial, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return Optional.of(to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
        "Redis does not answer at %s:%d: start it, or correct REDIS_URL"
            .formatted(address.host(), address.port()),
        cause);
  }
}

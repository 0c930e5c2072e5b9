package io.cogniscribe.projections.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import redis.clients.jedis.UnifiedJedis;

/** A script that Redis runs atomically. */
public record Script(String text) {

  /** Reads a script from one or more resources, which are concatenated. */
  public static Script load(String... parts) {
    return new Script(Stream.of(parts).map(Script::read).collect(Collectors.joining("\n")));
  }

  private static String read(String name) {
    try (InputStream in = Script.class.getResourceAsStream("/redis/" + name)) {
      byte[] bytes = Objects.requireNonNull(in, name).readAllBytes();
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Runs the script and returns its answer, which consists of strings, numbers and lists of them.
   */
  public Object run(UnifiedJedis redis, List<String> keys, List<String> arguments) {
    return redis.eval(text, keys, arguments);
  }
}

package io.cogniscribe.testservers.junit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.clients.jedis.Jedis;

/**
 * Creates the Redis users of {@code docker-compose.yml} on test servers, so that tests detect a
 * right that a service lacks there.
 */
public final class RedisUsers {

  private static final Path COMPOSE = Path.of("../docker-compose.yml");
  private static final Pattern USER = Pattern.compile("(?m)^ +user (?<name>\\S+) (?<rules>.+)$");
  private static final Pattern PASSWORD = Pattern.compile("(?<=>)\\$\\{[^}]*}");
  private static final String TEST_PASSWORD = "redis-in-tests";

  private RedisUsers() {}

  /** Returns the rules of each user, by name, with a password for tests. */
  public static Map<String, String> rules() {
    try {
      Map<String, String> rules = new TreeMap<>();
      Matcher user = USER.matcher(Files.readString(COMPOSE));
      while (user.find()) {
        String text = PASSWORD.matcher(user.group("rules")).replaceAll(TEST_PASSWORD);
        rules.put(user.group("name"), text);
      }
      return rules;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Creates or resets the user.
   *
   * @param redisUrl URL of a user that may manage users
   * @return the URL of the same database for the created user
   */
  public static String url(String redisUrl, String name) {
    String rules = rules().get(name);
    if (rules == null) {
      throw new IllegalArgumentException(COMPOSE + " has no user " + name);
    }
    List<String> words = new ArrayList<>(List.of("reset"));
    words.addAll(Arrays.asList(rules.split(" +")));
    try (Jedis redis = new Jedis(URI.create(redisUrl))) {
      redis.aclSetUser(name, words.toArray(String[]::new));
    }
    return redisUrl.replaceFirst("//", "//" + name + ":" + TEST_PASSWORD + "@");
  }
}

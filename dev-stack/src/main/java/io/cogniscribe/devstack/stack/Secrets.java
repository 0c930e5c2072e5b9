package io.cogniscribe.devstack.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The generated secrets of a stack, which are stored with its data: tokens outlive a restart, and
 * the key of claimed names must not change while names exist.
 *
 * @param actorKeySecret signs the commands that the command-service's HTTP edge writes
 * @param actorKeySince end of the time in which commands had no signature; empty if they always had
 *     one
 * @param projectorPassword of the projector's role in PostgreSQL
 * @param queryPassword of the query-service's role in PostgreSQL
 */
public record Secrets(
    String jwtSecretKey,
    String nameKeySecret,
    String actorKeySecret,
    String actorKeySince,
    String projectorPassword,
    String queryPassword) {

  private static final String JWT = "JWT_SECRET_KEY";
  private static final String NAMES = "NAME_KEY_SECRET";
  private static final String ACTORS = "ACTOR_KEY_SECRET";
  private static final String ACTORS_SINCE = "ACTOR_KEY_SINCE";
  private static final String PROJECTOR = "DATABASE_PROJECTOR_PASSWORD";
  private static final String QUERY = "DATABASE_QUERY_PASSWORD";
  private static final int BYTES = 48;

  /**
   * Returns the secrets of the file and generates missing ones, as for a folder of an earlier
   * version. The environment takes precedence over the file.
   */
  static Secrets loadOrCreate(Path file, Map<String, String> environment) throws IOException {
    return of(complete(file), environment);
  }

  /**
   * Returns the secrets of the file or the environment.
   *
   * @throws Refusal when neither has any
   */
  static Secrets load(Path file, Map<String, String> environment) throws IOException {
    Secrets secrets = of(Files.exists(file) ? read(file) : Map.of(), environment);
    if (secrets.jwtSecretKey().isEmpty()) {
      throw Refusal.unavailable(
          "no secret in %s: start a stack with `./cogniscribe up`, or set %s".formatted(file, JWT));
    }
    return secrets;
  }

  private static Secrets of(Map<String, String> stored, Map<String, String> environment) {
    return new Secrets(
        value(JWT, stored, environment),
        value(NAMES, stored, environment),
        value(ACTORS, stored, environment),
        value(ACTORS_SINCE, stored, environment),
        stored.getOrDefault(PROJECTOR, ""),
        stored.getOrDefault(QUERY, ""));
  }

  private static String value(
      String name, Map<String, String> stored, Map<String, String> environment) {
    String value = environment.getOrDefault(name, "");
    return value.isBlank() ? stored.getOrDefault(name, "") : value;
  }

  Map<String, String> variables() {
    return Map.of(
        JWT, jwtSecretKey,
        NAMES, nameKeySecret,
        ACTORS, actorKeySecret,
        ACTORS_SINCE, actorKeySince);
  }

  @Override
  public String toString() {
    return "Secrets[…]";
  }

  private static Map<String, String> complete(Path file) throws IOException {
    if (!Files.exists(file)) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    SecureRandom random = new SecureRandom();
    Map<String, String> secrets = new LinkedHashMap<>(read(file));
    // The first line is empty, because an edited file may not end with a line break.
    List<String> generated = new ArrayList<>(List.of(""));
    if (secrets.containsKey(JWT) && !secrets.containsKey(ACTORS)) {
      // An earlier version wrote commands without signatures, and some may not have been decided
      // yet.
      generated.add(ACTORS_SINCE + "=" + Instant.now().truncatedTo(ChronoUnit.SECONDS));
    }
    for (String name : List.of(JWT, NAMES, ACTORS, PROJECTOR, QUERY)) {
      if (!secrets.containsKey(name)) {
        secrets.put(name, generate(random));
        generated.add(name + "=" + secrets.get(name));
      }
    }
    if (generated.size() > 1) {
      Files.write(file, generated, StandardOpenOption.APPEND);
    }
    return read(file);
  }

  /** Generates a secret that is also valid in URLs. */
  private static String generate(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().encodeToString(bytes);
  }

  private static Map<String, String> read(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .map(line -> line.split("=", 2))
        .filter(pair -> pair.length == 2)
        .collect(Collectors.toMap(pair -> pair[0].strip(), pair -> pair[1].strip()));
  }
}

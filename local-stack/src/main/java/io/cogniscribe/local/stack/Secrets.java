package io.cogniscribe.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The generated secrets of a stack. They are kept with its data: tokens outlive a restart, and the
 * key of claimed names must never change while there are names.
 */
public record Secrets(String jwtSecretKey, String nameKeySecret) {

  private static final String JWT = "JWT_SECRET_KEY";
  private static final String NAMES = "NAME_KEY_SECRET";
  private static final int BYTES = 48;

  /** The secrets in the file, created if it is missing; the environment wins over the file. */
  static Secrets loadOrCreate(Path file, Map<String, String> environment) throws IOException {
    return of(Files.exists(file) ? read(file) : create(file), environment);
  }

  /**
   * The secrets in the file or the environment.
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
    return new Secrets(value(JWT, stored, environment), value(NAMES, stored, environment));
  }

  private static String value(
      String name, Map<String, String> stored, Map<String, String> environment) {
    String value = environment.getOrDefault(name, "");
    return value.isBlank() ? stored.getOrDefault(name, "") : value;
  }

  Map<String, String> variables() {
    return Map.of(JWT, jwtSecretKey, NAMES, nameKeySecret);
  }

  @Override
  public String toString() {
    return "Secrets[…]";
  }

  private static Map<String, String> create(Path file) throws IOException {
    SecureRandom random = new SecureRandom();
    Map<String, String> secrets = new LinkedHashMap<>();
    secrets.put(JWT, generate(random));
    secrets.put(NAMES, generate(random));
    String lines =
        secrets.entrySet().stream()
            .map(secret -> secret.getKey() + "=" + secret.getValue() + "\n")
            .collect(Collectors.joining());
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, lines);
    return secrets;
  }

  private static String generate(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static Map<String, String> read(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .map(line -> line.split("=", 2))
        .filter(pair -> pair.length == 2)
        .collect(Collectors.toMap(pair -> pair[0].strip(), pair -> pair[1].strip()));
  }
}

package io.cogniscribe.settings;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** Creates keys from secrets, and refuses weak secrets. */
final class Secrets {

  static final String REMEDY = "set it to random text, for example from: openssl rand -base64 48";

  private static final int MIN_BYTES = 32;

  /**
   * A random secret of 32 characters, even in hexadecimal, has fewer with a probability below
   * 10^-9.
   */
  private static final int MIN_DISTINCT_CHARACTERS = 6;

  /** Parts of secrets that people copy from documentation. Letters and digits only. */
  private static final List<String> WELL_KNOWN =
      List.of(
          "changeme",
          "changethis",
          "changeinproduction",
          "yoursecret",
          "yourjwtsecret",
          "secretkey",
          "supersecret",
          "mysecret",
          "placeholder",
          "example",
          "insecure",
          "password",
          "abcdefghijklmnop",
          "0123456789abcdef",
          "1234567890");

  private Secrets() {}

  /**
   * Returns the key for HMAC-SHA-256.
   *
   * @throws SettingsException when the variable's secret is weak
   */
  static SecretKey key(String variable, String secret) {
    demandStrong(variable, secret, REMEDY);
    return new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
  }

  /**
   * Checks that the secret is not weak.
   *
   * @throws SettingsException when it is weak; names the variable and the remedy
   */
  static void demandStrong(String variable, String secret, String remedy) {
    weakness(secret)
        .ifPresent(weakness -> {
          throw new SettingsException(variable, weakness, remedy);
        });
  }

  /** Returns the weakness of the secret, as the end of a sentence; empty when it has none. */
  private static Optional<String> weakness(String secret) {
    if (secret.getBytes(StandardCharsets.UTF_8).length < MIN_BYTES) {
      return Optional.of("is shorter than " + MIN_BYTES + " bytes");
    }
    if (secret.chars().distinct().count() < MIN_DISTINCT_CHARACTERS || isRepetition(secret)) {
      return Optional.of("repeats itself");
    }
    String plain = secret.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    return WELL_KNOWN.stream().anyMatch(plain::contains)
        ? Optional.of("contains a phrase that is known from examples")
        : Optional.empty();
  }

  /** Returns whether the secret repeats a shorter text. The last repetition may be incomplete. */
  private static boolean isRepetition(String secret) {
    for (int period = 1; period <= secret.length() / 2; period++) {
      if (secret.startsWith(secret.substring(period))) {
        return true;
      }
    }
    return false;
  }
}

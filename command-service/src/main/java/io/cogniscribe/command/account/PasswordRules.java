package io.cogniscribe.command.account;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The rules for passwords. */
final class PasswordRules {

  static final int MIN_LENGTH = 8;
  static final int MAX_LENGTH = 100;

  private static final Set<String> COMMON = common();

  private PasswordRules() {}

  /** Returns the broken rule as the end of a sentence; empty if the password is valid. */
  static Optional<String> violation(String username, String password) {
    int length = password.codePointCount(0, password.length());
    if (length < MIN_LENGTH || length > MAX_LENGTH) {
      return Optional.of("must have %d-%d characters".formatted(MIN_LENGTH, MAX_LENGTH));
    }
    String plain = plain(password);
    if (COMMON.contains(plain)) {
      return Optional.of("is too common");
    }
    return !username.isBlank() && plain.contains(plain(username.strip()))
        ? Optional.of("must not contain the username")
        : Optional.empty();
  }

  /**
   * Returns the text in NFKC and lower case, because capitals and compatible forms do not make a
   * password harder to guess.
   */
  private static String plain(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC)
        .toUpperCase(Locale.ROOT)
        .toLowerCase(Locale.ROOT);
  }

  private static Set<String> common() {
    try (InputStream file = PasswordRules.class.getResourceAsStream("common-passwords.txt")) {
      return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#") && !line.isBlank())
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

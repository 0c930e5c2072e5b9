package io.cogniscribe.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import javax.crypto.SecretKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {

  @ParameterizedTest
  @CsvSource({
    "your-secret-key,                                      is shorter than 32 bytes",
    "Zq3vT9xLw2RkYp8sNc5bHd7fJg4mAe6,                      is shorter than 32 bytes",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa,             repeats itself",
    "abababababababababababababababababababab,             repeats itself",
    "Zq3vT9xLw2Rk-Zq3vT9xLw2Rk-Zq3vT9xLw2Rk-Zq3,           repeats itself",
    "111111222222333333444444555555555555,                 repeats itself",
    "your-secret-key-your-other-secret-key-2,              contains a phrase",
    "CHANGE_ME_please_before_going_into_production,        contains a phrase",
    "your_jwt_secret_change-in-production-2024,            contains a phrase",
    "abcdefghijklmnopqrstuvwxyz123456789,                  contains a phrase",
    "super.secret.of.our.jwt.signing.algorithm,            contains a phrase",
  })
  void aWeakSecretIsRefusedAndNotShown(String secret, String problem) {
    assertThatThrownBy(() -> Settings.of(Map.of("JWT_SECRET_KEY", secret)).secret("JWT_SECRET_KEY"))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("JWT_SECRET_KEY " + problem)
        .message()
        .doesNotContain(secret);
    assertThatThrownBy(() -> previous(Settings.of(Map.of("JWT_SECRET_KEY_PREVIOUS", secret))))
        .hasMessageStartingWith("JWT_SECRET_KEY_PREVIOUS " + problem);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Zq3vT9xLw2RkYp8sNc5bHd7fJg4mAe6u",
        "9f86d081884c7d659a2feaa0c55ad015",
        "correct horse battery staple on the roof",
        "ключ из случайных слов",
      })
  void aRandomSecretIsTaken(String secret) {
    assertThat(Settings.of(Map.of("JWT_SECRET_KEY", secret)).secret("JWT_SECRET_KEY").getEncoded())
        .isEqualTo(secret.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void theKeyBeforeIsAnotherKeyOrNone() {
    String secret = "Zq3vT9xLw2RkYp8sNc5bHd7fJg4mAe6u";
    String before = "kP4wR8tYc2MbNx6vQz9sLd3fHj7gTa5e";

    assertThat(previous(Settings.of(Map.of("JWT_SECRET_KEY", secret)))).isEmpty();
    assertThat(previous(rotating(secret, before)).orElseThrow().getEncoded())
        .isEqualTo(before.getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> previous(rotating(secret, secret)))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("JWT_SECRET_KEY_PREVIOUS is JWT_SECRET_KEY itself: ")
        .message()
        .doesNotContain(secret);
  }

  private static Optional<SecretKey> previous(Settings settings) {
    return settings.previousSecret("JWT_SECRET_KEY_PREVIOUS", "JWT_SECRET_KEY");
  }

  private static Settings rotating(String secret, String before) {
    return Settings.of(Map.of("JWT_SECRET_KEY", secret, "JWT_SECRET_KEY_PREVIOUS", before));
  }

  @Test
  void aKeyDoesNotPrintItsBytes() {
    String secret = "Zq3vT9xLw2RkYp8sNc5bHd7fJg4mAe6u";
    assertThat(Settings.of(Map.of("JWT_SECRET_KEY", secret)).secret("JWT_SECRET_KEY").toString())
        .doesNotContain(secret);
  }
}

package io.cogniscribe.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CorsRulesTest {

  @Test
  void allowsAnOriginWhenItIsListed() {
    CorsRules rules =
        CorsRules.of(
            Settings.of(Map.of("CORS_ALLOW_ORIGINS", "https://a.test, https://b.test:8443")));

    assertThat(rules.allowedOrigin("https://b.test:8443")).contains("https://b.test:8443");
    assertThat(rules.allowedOrigin("https://b.test")).isEmpty();
    assertThat(rules.allowedOrigin("https://a.test.evil.test")).isEmpty();
    assertThat(rules.allowedOrigin(null)).isEmpty();
  }

  @Test
  void allowsEveryOriginWhenTheListHasAnAsterisk() {
    CorsRules rules = new CorsRules(List.of("*"));

    assertThat(rules.allowedOrigin("https://a.test")).contains("*");
    assertThat(rules.allowedOrigin(null)).isEmpty();
  }

  @Test
  void allowsNoOriginUnlessSet() {
    assertThat(CorsRules.of(Settings.of(Map.of())).origins()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "https://a.b/path", "ftp://a"})
  void refusesWhatIsNoListOfOrigins(String wrong) {
    assertThatThrownBy(() -> CorsRules.of(Settings.of(Map.of("CORS_ALLOW_ORIGINS", wrong))))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("CORS_ALLOW_ORIGINS is not a list of origins");
  }
}

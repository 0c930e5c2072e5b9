package io.cogniscribe.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CorsRulesTest {

  @Test
  void allowsAnOriginWhenItIsListed() {
    CorsRules rules =
        Settings.of(Map.of("CORS_ALLOW_ORIGINS", "https://a.test, https://b.test:8443")).cors();

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
}

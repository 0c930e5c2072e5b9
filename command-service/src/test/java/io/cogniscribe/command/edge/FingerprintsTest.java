package io.cogniscribe.command.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

final class FingerprintsTest {

  private static final String ROUTE = "POST /api/auth/register";
  private static final byte[] BODY =
      "{\"password\":\"correct horse\"}".getBytes(StandardCharsets.UTF_8);

  private final Fingerprints fingerprints = keyedBy("one secret");

  @Test
  void theSameRequestHasTheSameFingerprint() {
    assertThat(fingerprints.of(ROUTE, BODY)).isEqualTo(fingerprints.of(ROUTE, BODY.clone()));
  }

  @Test
  void anotherBodyOrRouteHasAnother() {
    String fingerprint = fingerprints.of(ROUTE, BODY);

    assertThat(fingerprints.of(ROUTE, new byte[0])).isNotEqualTo(fingerprint);
    assertThat(fingerprints.of("POST /api/jobs", BODY)).isNotEqualTo(fingerprint);
  }

  @Test
  void whoHasNoKeyCannotTellWhatWasFingerprinted() throws Exception {
    String bareDigest =
        HexFormat.of()
            .formatHex(
                MessageDigest.getInstance("SHA-256")
                    .digest(
                        ("request:" + ROUTE + "\n" + new String(BODY, StandardCharsets.UTF_8))
                            .getBytes(StandardCharsets.UTF_8)));

    assertThat(fingerprints.of(ROUTE, BODY))
        .isNotEqualTo(bareDigest)
        .isNotEqualTo(keyedBy("another secret").of(ROUTE, BODY));
  }

  @Test
  void isWhatTheLogTakesForAFingerprint() {
    assertThat(fingerprints.of(ROUTE, BODY)).matches("[0-9a-f]{64}");
  }

  private static Fingerprints keyedBy(String secret) {
    return new Fingerprints(
        new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
  }
}

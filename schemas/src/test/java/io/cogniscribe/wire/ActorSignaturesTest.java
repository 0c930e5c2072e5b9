package io.cogniscribe.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** Signatures that prove the actor of a command. */
final class ActorSignaturesTest {

  private static final SecretKey OLD = key("the key that signed until yesterday");
  private static final SecretKey NEW = key("the key that signs from today on");
  private static final ActorSignatures SIGNATURES = ActorSignatures.of(NEW, null);
  private static final String TOPIC = "jobs.commands";
  private static final byte[] KEY = "key".getBytes(UTF_8);
  private static final byte[] VALUE = "value".getBytes(UTF_8);

  @Test
  void acceptsTheRecordThatWasSigned() {
    assertThat(SIGNATURES.isValid(TOPIC, KEY, VALUE, SIGNATURES.sign(TOPIC, KEY, VALUE))).isTrue();
  }

  @Test
  void refusesASignatureOfAnotherRecord() {
    byte[] signature = SIGNATURES.sign(TOPIC, KEY, VALUE);

    assertThat(SIGNATURES.isValid("auth.commands", KEY, VALUE, signature)).isFalse();
    assertThat(SIGNATURES.isValid(TOPIC, "kez".getBytes(UTF_8), VALUE, signature)).isFalse();
    assertThat(SIGNATURES.isValid(TOPIC, KEY, "values".getBytes(UTF_8), signature)).isFalse();
    // These are equal bytes, but split elsewhere.
    assertThat(SIGNATURES.isValid(TOPIC, "keyv".getBytes(UTF_8), "alue".getBytes(UTF_8), signature))
        .isFalse();
  }

  @Test
  void refusesASignatureThatIsNone() {
    byte[] signature = SIGNATURES.sign(TOPIC, KEY, VALUE);
    for (int i = 0; i < signature.length; i++) {
      byte[] changed = signature.clone();
      changed[i] ^= 1;
      assertThat(SIGNATURES.isValid(TOPIC, KEY, VALUE, changed)).as("byte %d", i).isFalse();
    }
    assertThat(SIGNATURES.isValid(TOPIC, KEY, VALUE, null)).isFalse();
    assertThat(SIGNATURES.isValid(TOPIC, KEY, VALUE, new byte[0])).isFalse();
    assertThat(SIGNATURES.isValid(TOPIC, KEY, VALUE, new byte[4])).isFalse();
    assertThat(SIGNATURES.isValid(TOPIC, KEY, VALUE, Arrays.copyOf(signature, 4))).isFalse();
  }

  @Test
  void acceptsThePreviousKeyAndSignsWithTheNewOne() {
    ActorSignatures rotated = ActorSignatures.of(NEW, OLD);
    byte[] before = ActorSignatures.of(OLD, null).sign(TOPIC, KEY, VALUE);

    assertThat(rotated.isValid(TOPIC, KEY, VALUE, before)).isTrue();
    assertThat(rotated.sign(TOPIC, KEY, VALUE)).isEqualTo(SIGNATURES.sign(TOPIC, KEY, VALUE));
    assertThat(SIGNATURES.isValid(TOPIC, KEY, VALUE, before)).isFalse();
  }

  private static SecretKey key(String text) {
    return new SecretKeySpec(text.getBytes(UTF_8), "HmacSHA256");
  }
}

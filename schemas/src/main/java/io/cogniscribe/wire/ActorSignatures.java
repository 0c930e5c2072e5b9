package io.cogniscribe.wire;

import io.cogniscribe.topic.DeadLetter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * Signs command records, so that a decider can trust their actor. A signature is the id of its key
 * (4 bytes) and an HMAC-SHA-256 over topic, record key and record value: it covers actor, command
 * id, aggregate and payload, and is not valid for another topic.
 *
 * @param keys the keys; the first one signs, and signatures of all keys are accepted
 */
public record ActorSignatures(List<SecretKey> keys) {

  /** The record header that has the signature. */
  public static final String HEADER = DeadLetter.SIGNATURE_HEADER;

  private static final String ALGORITHM = "HmacSHA256";
  private static final int ID_BYTES = 4;
  private static final byte[] ID_LABEL = "actor-signature key id".getBytes(StandardCharsets.UTF_8);

  public ActorSignatures {
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("a key is needed to sign");
    }
    keys = List.copyOf(keys);
  }

  /**
   * Returns signatures with {@code current}.
   *
   * @param previous the previous key, whose signatures are still accepted; null for none
   */
  public static ActorSignatures of(SecretKey current, @Nullable SecretKey previous) {
    return new ActorSignatures(previous == null ? List.of(current) : List.of(current, previous));
  }

  /** Returns the signature of a record. */
  public byte[] sign(String topic, byte[] recordKey, byte[] value) {
    return sign(keys.getFirst(), topic, recordKey, value);
  }

  /**
   * Returns whether the signature belongs to the record and one of the keys. The comparison takes
   * constant time for every wrong signature with a known key id.
   */
  public boolean isValid(
      String topic, byte[] recordKey, byte[] value, byte @Nullable [] signature) {
    if (signature == null || signature.length < ID_BYTES) {
      return false;
    }
    byte[] id = Arrays.copyOf(signature, ID_BYTES);
    return keys.stream()
        .filter(key -> Arrays.equals(idOf(key), id))
        .anyMatch(key -> MessageDigest.isEqual(sign(key, topic, recordKey, value), signature));
  }

  private static byte[] sign(SecretKey key, String topic, byte[] recordKey, byte[] value) {
    Mac mac = mac(key);
    // No topic contains a zero byte, and the length marks the end of the key, so the signed bytes
    // of two different records always differ.
    mac.update(topic.getBytes(StandardCharsets.UTF_8));
    mac.update((byte) 0);
    mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(recordKey.length).flip());
    mac.update(recordKey);
    byte[] digest = mac.doFinal(value);
    return ByteBuffer.allocate(ID_BYTES + digest.length).put(idOf(key)).put(digest).array();
  }

  private static byte[] idOf(SecretKey key) {
    return Arrays.copyOf(mac(key).doFinal(ID_LABEL), ID_BYTES);
  }

  private static Mac mac(SecretKey key) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has " + ALGORITHM, e);
    }
  }

  /** Returns a text without the keys, because it may be logged. */
  @Override
  public String toString() {
    return "ActorSignatures[" + keys.size() + " keys]";
  }
}

package io.cogniscribe.command.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.BlockPool;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.FixedBlockPool;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Argon2id with the parameters that OWASP recommends, in the usual text form, which Spring
 * Security's encoder also reads and writes. Spring's encoder allocates 19 MiB for each hash. These
 * allocations fill the old generation, and full collections then stop all requests. This encoder
 * reuses its memory: one block array for each concurrent hash, because shared blocks are fetched
 * through a lock, which makes a hash a third slower.
 */
public final class Argon2Hashes implements PasswordEncoder {

  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final int MEMORY_KIB = 19 * 1024;
  private static final int ITERATIONS = 2;
  private static final int PARALLELISM = 1;

  private static final Pattern FORM =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$m=%d,t=%d,p=%d\\$([A-Za-z0-9+/]{22})\\$([A-Za-z0-9+/]{43})"
              .formatted(MEMORY_KIB, ITERATIONS, PARALLELISM));

  private final SecureRandom random = new SecureRandom();
  private final BlockingQueue<BlockPool> memories;

  /**
   * Creates an encoder with memory for {@code concurrent} hashes.
   *
   * @param concurrent the most hashes that are computed at the same time; the others wait
   */
  public Argon2Hashes(int concurrent) {
    int blocks = Argon2BytesGenerator.getBlockCount(MEMORY_KIB, PARALLELISM);
    memories =
        new ArrayBlockingQueue<>(
            concurrent,
            false,
            Stream.generate(() -> new FixedBlockPool(blocks)).limit(concurrent).toList());
  }

  @Override
  public String encode(@Nullable CharSequence password) {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
        .formatted(
            MEMORY_KIB,
            ITERATIONS,
            PARALLELISM,
            base64.encodeToString(salt),
            base64.encodeToString(hash(String.valueOf(password), salt)));
  }

  /**
   * Returns false for a hash of another form or with other parameters, because this class never
   * made one.
   */
  @Override
  public boolean matches(@Nullable CharSequence password, @Nullable String encoded) {
    Matcher form = FORM.matcher(String.valueOf(encoded));
    if (!form.matches()) {
      return false;
    }
    byte[] salt = Base64.getDecoder().decode(form.group(1));
    byte[] expected = Base64.getDecoder().decode(form.group(2));
    return MessageDigest.isEqual(expected, hash(String.valueOf(password), salt));
  }

  private byte[] hash(String password, byte[] salt) {
    BlockPool memory = take();
    try {
      return hash(password, salt, memory);
    } finally {
      memories.add(memory);
    }
  }

  private BlockPool take() {
    try {
      return memories.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted before the hash was computed");
    }
  }

  private static byte[] hash(String password, byte[] salt, BlockPool memory) {
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(MEMORY_KIB)
            .withIterations(ITERATIONS)
            .withParallelism(PARALLELISM)
            .withSalt(salt)
            .withBlockPool(memory)
            .build());
    byte[] hash = new byte[HASH_BYTES];
    generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
    return hash;
  }
}

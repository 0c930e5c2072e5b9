package io.cogniscribe.projections.redis;

import io.cogniscribe.projections.engine.Projection;
import io.cogniscribe.projections.engine.StoreException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which version of a projection's code makes the keys of a database. It stands in {@link
 * RedisKeys#GENERATION}, and so changes places with the keys.
 *
 * @param field of the hash
 * @param ours that of this code
 */
public record CodeVersion(String field, String ours) {

  /** What releases were that recorded none; the script of a claim says the same. */
  private static final String UNRECORDED = "1";

  public static CodeVersion of(Projection<?> projection) {
    return new CodeVersion(
        "version:" + projection.storedName(), String.valueOf(projection.version()));
  }

  /** The version that a recorded one stands for. */
  public static String made(@Nullable String recorded) {
    return Objects.requireNonNullElse(recorded, UNRECORDED);
  }

  /**
   * Keys that are there were made by this code.
   *
   * @throws StoreException while they are another version's: until somebody rebuilds them
   */
  void require(@Nullable String recorded) {
    if (!made(recorded).equals(ours)) {
      throw new StoreException(
          "its keys were made by version %s of its code, and this is version %s: run './cogniscribe replay rebuild --projection progress --swap=auto' of this version"
              .formatted(made(recorded), ours));
    }
  }
}

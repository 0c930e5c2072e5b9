package io.cogniscribe.projections.redis;

import io.cogniscribe.projections.engine.Projection;
import io.cogniscribe.projections.engine.StoreException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The version of a projection's code that made the keys of a database. It is stored in {@link
 * RedisKeys#GENERATION}, so a swap moves it together with the keys.
 *
 * @param field the field of the hash
 * @param ours the version of this code
 */
public record CodeVersion(String field, String ours) {

  /** The version of releases that did not record one; {@code claim.lua} has the same rule. */
  private static final String UNRECORDED = "1";

  public static CodeVersion of(Projection<?> projection) {
    return new CodeVersion(
        "version:" + projection.storedName(), String.valueOf(projection.version()));
  }

  /** Returns the version for a recorded value, which may be missing. */
  public static String made(@Nullable String recorded) {
    return Objects.requireNonNullElse(recorded, UNRECORDED);
  }

  /**
   * Checks that the stored keys were made by this version of the code.
   *
   * @throws StoreException when another version made them; they must be rebuilt
   */
  void require(@Nullable String recorded) {
    if (!made(recorded).equals(ours)) {
      throw new StoreException(
          "its keys were made by version %s of its code, and this is version %s: run './cogniscribe replay rebuild --projection progress --swap=auto' of this version"
              .formatted(made(recorded), ours));
    }
  }
}

package io.cogniscribe.command.edge;

import com.github.f4b6a3.uuid.UuidCreator;
import io.cogniscribe.topic.Sha256;
import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * The ids of the command that a request sends. They are derived from the idempotency key, if there
 * is one, so that a retry is the same command to the same aggregate and reaches the decider that
 * stored its outcome.
 *
 * @param newAggregateId the id of the aggregate that the request creates, if it creates one
 */
public record RequestIds(UUID commandId, UUID newAggregateId) {

  /** Returns time-ordered ids for a request that is never repeated. */
  public static RequestIds fresh() {
    return new RequestIds(UuidCreator.getTimeOrderedEpoch(), UuidCreator.getTimeOrderedEpoch());
  }

  /**
   * Returns the ids of a request that may be repeated. None of the parts may contain a line feed.
   *
   * @param principal the owner of the key: two clients may choose the same key
   * @param route method and path, with the job's id: a key names one request to one resource
   */
  public static RequestIds derived(String principal, String route, String key) {
    String name = String.join("\n", principal, route, key);
    return new RequestIds(named("command\n" + name), named("aggregate\n" + name));
  }

  /** Returns a UUID version 8 (RFC 9562): 122 bits of a digest. */
  private static UUID named(String name) {
    ByteBuffer digest = ByteBuffer.wrap(Sha256.of(name));
    long high = (digest.getLong() & 0xffff_ffff_ffff_0fffL) | 0x8000L;
    long low = (digest.getLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }
}

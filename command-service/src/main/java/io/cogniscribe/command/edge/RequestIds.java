package io.cogniscribe.command.edge;

import com.github.f4b6a3.uuid.UuidCreator;
import io.cogniscribe.topic.Sha256;
import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * The ids that a write enters the log with. Those of a request with an idempotency key follow from
 * the key, so that its retry is the same command to the same aggregate, and meets the decider that
 * remembers the answer.
 *
 * @param newAggregateId the id of what the request creates, if it creates anything
 */
public record RequestIds(UUID commandId, UUID newAggregateId) {

  /** The ids of a request that is never repeated: ordered by time. */
  public static RequestIds fresh() {
    return new RequestIds(UuidCreator.getTimeOrderedEpoch(), UuidCreator.getTimeOrderedEpoch());
  }

  /**
   * The ids of a request that may be repeated. None of the parts may contain a line feed.
   *
   * @param principal whose key it is: two clients may choose the same one
   * @param route method and path, with the job's id: a key names one request to one resource
   */
  public static RequestIds derived(String principal, String route, String key) {
    String name = String.join("\n", principal, route, key);
    return new RequestIds(named("command\n" + name), named("aggregate\n" + name));
  }

  /** RFC 9562, version 8: 122 bits of a digest. */
  private static UUID named(String name) {
    ByteBuffer digest = ByteBuffer.wrap(Sha256.of(name));
    long high = (digest.getLong() & 0xffff_ffff_ffff_0fffL) | 0x8000L;
    long low = (digest.getLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }
}

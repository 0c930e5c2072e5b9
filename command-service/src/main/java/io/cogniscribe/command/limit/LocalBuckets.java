package io.cogniscribe.command.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.local.LocalBucketBuilder;
import java.time.Duration;

/** Counts what this instance is sent, in its memory: bounded, so the longest unused ones go. */
final class LocalBuckets implements Buckets {

  private static final int MAX_CLIENTS = 50_000;

  private record Key(String client, Quota quota) {}

  private final Cache<Key, Bucket> buckets =
      Caffeine.newBuilder().maximumSize(MAX_CLIENTS).expireAfterAccess(Duration.ofHours(1)).build();

  @Override
  public Bucket bucket(String key, Quota quota) {
    return buckets.get(new Key(key, quota), LocalBuckets::empty);
  }

  private static Bucket empty(Key key) {
    LocalBucketBuilder bucket = Bucket.builder();
    for (var bandwidth : key.quota().bucket().getBandwidths()) {
      bucket.addLimit(bandwidth);
    }
    return bucket.build();
  }
}

package io.cogniscribe.command.limit;

import io.github.bucket4j.Bucket;

/** Where the requests of clients are counted. */
interface Buckets {

  /** The bucket of a key, which counts by the quota from its first request on. */
  Bucket bucket(String key, Quota quota);
}

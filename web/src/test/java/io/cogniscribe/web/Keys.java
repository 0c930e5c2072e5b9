package io.cogniscribe.web;

import io.cogniscribe.web.security.ApiKey;
import java.security.SecureRandom;
import java.util.UUID;

/** API keys of the tests. */
final class Keys {

  static final ApiKey WORKER = random();
  static final ApiKey UNKNOWN = random();

  /** A key whose state the service cannot determine. */
  static final ApiKey UNTELLABLE = random();

  private Keys() {}

  static ApiKey random() {
    return ApiKey.random(UUID.randomUUID(), new SecureRandom());
  }
}

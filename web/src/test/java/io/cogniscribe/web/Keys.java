package io.cogniscribe.web;

import io.cogniscribe.web.security.ApiKey;
import java.security.SecureRandom;
import java.util.UUID;

/** Keys that programs have. */
final class Keys {

  static final ApiKey WORKER = random();
  static final ApiKey UNKNOWN = random();

  /** Of which the service cannot say whether it is good. */
  static final ApiKey UNTELLABLE = random();

  private Keys() {}

  static ApiKey random() {
    return ApiKey.random(UUID.randomUUID(), new SecureRandom());
  }
}

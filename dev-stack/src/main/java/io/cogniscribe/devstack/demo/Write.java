package io.cogniscribe.devstack.demo;

import java.util.Map;

/**
 * A request that changes something. It may be sent many times, and its key makes it count once.
 *
 * @param body a JSON object; empty for none
 */
record Write(
    String method, String path, String token, String idempotencyKey, Map<String, Object> body) {

  static Write post(String path, String token, String idempotencyKey, Map<String, Object> body) {
    return new Write("POST", path, token, idempotencyKey, body);
  }

  static Write delete(String path, String token, String idempotencyKey) {
    return new Write("DELETE", path, token, idempotencyKey, Map.of());
  }

  @Override
  public String toString() {
    return method + " " + path;
  }
}

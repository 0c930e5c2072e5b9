package io.cogniscribe.command.limit;

import io.cogniscribe.web.security.Caller;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Receives the refusals of clients that exceed a limit: one for each client, window and instance.
 */
public interface LimitAudit {

  /** Handles a refusal. Must not block or throw. */
  void exceeded(Exceeded exceeded);

  /**
   * A client that exceeded a limit.
   *
   * @param code the code of the refusal
   * @param caller null if the client has no credential
   * @param person the person that the refusal concerns; null if none is known
   * @param correlationId the id of the request that was refused
   */
  record Exceeded(
      RouteClass routeClass,
      String code,
      @Nullable Caller caller,
      @Nullable UUID person,
      UUID correlationId,
      String clientAddress,
      @Nullable String userAgent) {

    /** Omits the person's data. */
    @Override
    public String toString() {
      return "Exceeded[" + routeClass.label() + ", " + code + ", request " + correlationId + "]";
    }
  }
}

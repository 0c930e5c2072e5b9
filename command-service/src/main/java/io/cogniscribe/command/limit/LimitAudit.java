package io.cogniscribe.command.limit;

import io.cogniscribe.web.security.Caller;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Is told when a client is sent away because he asks too often: once for each window in which he
 * is, by each instance.
 */
public interface LimitAudit {

  /** Must not block, and must not fail. */
  void exceeded(Exceeded exceeded);

  /**
   * Who has asked for what too often.
   *
   * @param code why that is refused
   * @param caller null: the client has shown no credential
   * @param person whom it concerns; null: nobody who is known
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

    /** Without the person's data. */
    @Override
    public String toString() {
      return "Exceeded[" + routeClass.label() + ", " + code + ", request " + correlationId + "]";
    }
  }
}

package io.cogniscribe.command.limit;

import io.cogniscribe.web.security.Caller;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Is told when a client has used up a quota: once for each of its windows, by each instance. */
public interface LimitAudit {

  /** Must not block, and must not fail. */
  void exceeded(Exceeded exceeded);

  /**
   * Who has used up which quota.
   *
   * @param caller null: the client has shown no credential
   * @param correlationId the id of the request that was refused
   */
  record Exceeded(
      RouteClass routeClass,
      @Nullable Caller caller,
      UUID correlationId,
      String clientAddress,
      @Nullable String userAgent) {

    /** Without the person's data. */
    @Override
    public String toString() {
      return "Exceeded[" + routeClass.label() + ", request " + correlationId + "]";
    }
  }
}

package io.cogniscribe.command.edge;

import io.cogniscribe.web.http.RequestId;
import io.cogniscribe.web.http.TrustedProxies;
import io.cogniscribe.web.http.UserAgent;
import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The parts of a request that an audit event stores as its origin. */
public record RequestOrigin(UUID correlationId, String clientAddress, @Nullable String userAgent) {

  static RequestOrigin of(HttpServletRequest request, TrustedProxies proxies) {
    return new RequestOrigin(
        RequestId.of(request), proxies.clientOf(request), UserAgent.of(request));
  }
}

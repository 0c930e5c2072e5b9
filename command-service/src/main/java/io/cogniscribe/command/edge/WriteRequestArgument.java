package io.cogniscribe.command.edge;

import io.cogniscribe.web.http.TrustedProxies;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/**
 * Passes the {@link WriteRequest} to controllers that declare it. A controller that also takes the
 * body must declare the body first, because this argument reads any unread body.
 */
record WriteRequestArgument(
    Fingerprints fingerprints, TrustedProxies proxies, RateLimits limits, Retries retries)
    implements HandlerMethodArgumentResolver {

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType() == WriteRequest.class;
  }

  @Override
  public WriteRequest resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest webRequest,
      @Nullable WebDataBinderFactory binders)
      throws IOException {
    HttpServletRequest request =
        Objects.requireNonNull(webRequest.getNativeRequest(HttpServletRequest.class));
    return new WriteRequest(
        route(request),
        WriteHeaders.of(new ServletServerHttpRequest(request).getHeaders()),
        fingerprint(request),
        RequestOrigin.of(request, proxies),
        new RequestQuota(
            limits,
            retries,
            request,
            Objects.requireNonNull(webRequest.getNativeResponse(HttpServletResponse.class))));
  }

  static String route(HttpServletRequest request) {
    return request.getMethod() + " " + request.getRequestURI();
  }

  /**
   * Returns the fingerprint of the body, and reads the body if no converter has read it: it is
   * mostly empty, but belongs to the request.
   */
  private String fingerprint(HttpServletRequest request) throws IOException {
    return request.getAttribute(BodyFingerprint.ATTRIBUTE) instanceof String fingerprint
        ? fingerprint
        : fingerprints.of(route(request), request.getInputStream().readAllBytes());
  }
}

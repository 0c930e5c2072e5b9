package io.cogniscribe.command.edge;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;

/** Computes the fingerprint of every body before it is parsed as JSON. */
@ControllerAdvice
final class BodyFingerprint extends RequestBodyAdviceAdapter {

  /** The request's attribute that holds the fingerprint. */
  static final String ATTRIBUTE = BodyFingerprint.class.getName();

  private final Fingerprints fingerprints;

  BodyFingerprint(Fingerprints fingerprints) {
    this.fingerprints = fingerprints;
  }

  @Override
  public boolean supports(
      MethodParameter parameter,
      Type targetType,
      Class<? extends HttpMessageConverter<?>> converterType) {
    return true;
  }

  @Override
  public HttpInputMessage beforeBodyRead(
      HttpInputMessage message,
      MethodParameter parameter,
      Type targetType,
      Class<? extends HttpMessageConverter<?>> converterType)
      throws IOException {
    byte[] body = message.getBody().readAllBytes();
    ServletRequestAttributes attributes =
        (ServletRequestAttributes) RequestContextHolder.currentRequestAttributes();
    HttpServletRequest request = attributes.getRequest();
    attributes.setAttribute(
        ATTRIBUTE,
        fingerprints.of(WriteRequestArgument.route(request), body),
        RequestAttributes.SCOPE_REQUEST);
    return new ReadBody(message.getHeaders(), new ByteArrayInputStream(body));
  }

  private record ReadBody(HttpHeaders headers, InputStream body) implements HttpInputMessage {

    @Override
    public HttpHeaders getHeaders() {
      return headers;
    }

    @Override
    public InputStream getBody() {
      return body;
    }
  }
}

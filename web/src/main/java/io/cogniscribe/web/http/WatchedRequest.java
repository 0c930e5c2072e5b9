package io.cogniscribe.web.http;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A request with a replaced body stream, which is created on first use. */
public abstract class WatchedRequest extends HttpServletRequestWrapper {

  private @Nullable ServletInputStream body;

  protected WatchedRequest(HttpServletRequest request) {
    super(request);
  }

  /** Creates the stream that replaces {@code source}. */
  protected abstract ServletInputStream watch(ServletInputStream source) throws IOException;

  @Override
  public ServletInputStream getInputStream() throws IOException {
    if (body == null) {
      body = watch(super.getInputStream());
    }
    return body;
  }

  @Override
  public BufferedReader getReader() throws IOException {
    String encoding = getCharacterEncoding();
    Charset charset = encoding == null ? StandardCharsets.UTF_8 : Charset.forName(encoding);
    return new BufferedReader(new InputStreamReader(getInputStream(), charset));
  }
}

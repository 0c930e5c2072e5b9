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

/** A request whose body is another stream than the server's, made when it is first asked for. */
public abstract class WatchedRequest extends HttpServletRequestWrapper {

  private @Nullable ServletInputStream body;

  protected WatchedRequest(HttpServletRequest request) {
    super(request);
  }

  /** Makes the stream that readers of the body get. */
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

package io.cogniscribe.command.edge;

import io.cogniscribe.web.http.WatchedRequest;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A request whose body arrives completely before a controller reads it. */
final class ReceivedRequest extends WatchedRequest implements AutoCloseable {

  private final LargeBodies bodies;
  private LargeBodies.@Nullable Body received;

  ReceivedRequest(HttpServletRequest request, LargeBodies bodies) {
    super(request);
    this.bodies = bodies;
  }

  @Override
  protected ServletInputStream watch(ServletInputStream source) throws IOException {
    // Clients without credentials send no large bodies: the public paths accept only small ones.
    Object client = Objects.requireNonNullElse(getRemoteUser(), "nobody");
    LargeBodies.Body body = bodies.receive(client, source);
    received = body;
    return new Arrived(body);
  }

  @Override
  public void close() throws IOException {
    if (received != null) {
      received.close();
    }
  }

  private static final class Arrived extends ServletInputStream {

    private final LargeBodies.Body body;
    private boolean finished;

    Arrived(LargeBodies.Body body) {
      this.body = body;
    }

    @Override
    public int read() throws IOException {
      int next = body.content().read();
      finished = next < 0;
      return next;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = body.content().read(bytes, offset, length);
      finished = read < 0;
      return read;
    }

    @Override
    public boolean isFinished() {
      return finished;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new IllegalStateException("the body is read by the thread of its request");
    }
  }
}

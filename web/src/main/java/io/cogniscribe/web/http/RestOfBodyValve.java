package io.cogniscribe.web.http;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.apache.tomcat.util.net.ApplicationBufferHandler;

/**
 * Deals with what is left of a body when its request has been answered, such as that of a refused
 * one. The answer is sent at once. Then the rest is read, so that a client that still sends gets to
 * the answer; when it is long, or does not come in time, the connection is closed. Tomcat itself
 * would read for as long as bytes drip in.
 */
final class RestOfBodyValve extends ValveBase {

  /** What an honest client may have under way, in bytes. */
  private static final long LARGEST_REST = 2L * 1024 * 1024;

  private final BodyPace pace;

  RestOfBodyValve(BodyPace pace) {
    super(true);
    this.pace = pace;
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    long start = System.nanoTime();
    getNext().invoke(request, response);
    var coyote = request.getCoyoteRequest();
    // A client that waits for "100 Continue" has sent nothing, and Tomcat closes its connection.
    boolean isWaiting = coyote.hasExpectation() && coyote.getBytesRead() == 0;
    if (!request.isAsync() && !isWaiting && !coyote.isFinished()) {
      response.finishResponse();
      if (!drain(coyote, start)) {
        coyote.action(ActionCode.DISABLE_SWALLOW_INPUT, null);
        response.getCoyoteResponse().action(ActionCode.CLOSE_NOW, null);
      }
    }
  }

  private boolean drain(org.apache.coyote.Request body, long start) {
    long already = body.getBytesRead();
    Discarded discarded = new Discarded();
    try {
      while (body.getBytesRead() - already <= LARGEST_REST && !isLate(body, start)) {
        if (body.doRead(discarded) < 0) {
          return true;
        }
      }
    } catch (IOException gone) {
      containerLog.debug("A client has not sent the rest of a body", gone);
    }
    return false;
  }

  private boolean isLate(org.apache.coyote.Request body, long start) {
    return pace.isLate(Duration.ofNanos(System.nanoTime() - start), body.getBytesRead());
  }

  private static final class Discarded implements ApplicationBufferHandler {

    private ByteBuffer buffer = ByteBuffer.allocate(0);

    @Override
    public void setByteBuffer(ByteBuffer buffer) {
      this.buffer = buffer;
    }

    @Override
    public ByteBuffer getByteBuffer() {
      return buffer;
    }

    /** Nothing is kept that would need more room. */
    @Override
    public void expand(int size) {}
  }
}

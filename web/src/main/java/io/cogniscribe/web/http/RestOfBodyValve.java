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
 * Handles the unread rest of a body after its request was answered, for example after a refusal. It
 * sends the answer, then reads the rest, so that a client that is still sending receives the
 * answer. It closes the connection when the rest exceeds 2 MiB or is late. Tomcat alone would read
 * for as long as bytes arrive.
 */
final class RestOfBodyValve extends ValveBase {

  /** Bytes that a client may have in transit when the answer is sent. */
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
    // A client that waits for "100 Continue" has sent no body, and Tomcat closes its connection.
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

    /** Does nothing: discarded bytes need no buffer. */
    @Override
    public void expand(int size) {}
  }
}

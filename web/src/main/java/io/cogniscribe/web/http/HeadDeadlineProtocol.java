package io.cogniscribe.web.http;

import java.io.IOException;
import java.time.Duration;
import org.apache.coyote.Adapter;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * HTTP/1.1 with a deadline for the complete head of a request. Tomcat's connection time-out
 * restarts with each byte. Tomcat instantiates the class by its name.
 */
public final class HeadDeadlineProtocol extends Http11NioProtocol {

  @Override
  protected Processor createProcessor() {
    return new DeadlineProcessor(this, getAdapter());
  }

  private static final class DeadlineProcessor extends Http11Processor {

    private final long deadlineNanos;
    private boolean isUnderWay;
    private long begunAt;

    DeadlineProcessor(HeadDeadlineProtocol protocol, Adapter adapter) {
      super(protocol, adapter);
      this.deadlineNanos = Duration.ofMillis(protocol.getConnectionTimeout()).toNanos();
    }

    /**
     * Tomcat calls this when bytes have arrived outside a request; LONG asks for more of the head.
     */
    @Override
    public SocketState service(SocketWrapperBase<?> socket) throws IOException {
      if (!isUnderWay) {
        begunAt = System.nanoTime();
      }
      SocketState state = super.service(socket);
      isUnderWay = state == SocketState.LONG && !isAsync();
      return isUnderWay && System.nanoTime() - begunAt > deadlineNanos ? SocketState.CLOSED : state;
    }
  }
}

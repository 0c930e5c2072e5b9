package io.cogniscribe.local.gateway;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.AttachmentKey;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.xnio.channels.StreamSinkChannel;
import org.xnio.conduits.AbstractStreamSourceConduit;
import org.xnio.conduits.StreamSourceConduit;

/**
 * Refuses an announced body that is too long before any of it is read, and cuts off one that turns
 * out to be.
 */
record BodyLimit(long bytes, HttpHandler next) implements HttpHandler {

  private static final AttachmentKey<Boolean> EXCEEDED = AttachmentKey.create(Boolean.class);

  /** Whether the exchange failed because its body, of unknown length at first, grew too long. */
  static boolean exceeded(HttpServerExchange exchange) {
    return exchange.getAttachment(EXCEEDED) != null;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    if (exchange.getRequestContentLength() > bytes) {
      exchange.setPersistent(false);
      exchange.setStatusCode(StatusCodes.REQUEST_ENTITY_TOO_LARGE);
      exchange.endExchange();
    } else {
      exchange.addRequestWrapper((body, _) -> new Counting(body.create(), exchange));
      next.handleRequest(exchange);
    }
  }

  private final class Counting extends AbstractStreamSourceConduit<StreamSourceConduit> {

    private final HttpServerExchange exchange;
    private long count;

    Counting(StreamSourceConduit body, HttpServerExchange exchange) {
      super(body);
      this.exchange = exchange;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
      return (int) counted(super.read(target));
    }

    @Override
    public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
      return counted(super.read(targets, offset, length));
    }

    @Override
    public long transferTo(long position, long most, FileChannel target) throws IOException {
      return counted(super.transferTo(position, most, target));
    }

    @Override
    public long transferTo(long most, ByteBuffer through, StreamSinkChannel target)
        throws IOException {
      return counted(super.transferTo(most, through, target));
    }

    private long counted(long read) throws IOException {
      count += Math.max(0, read);
      if (count > bytes) {
        exchange.putAttachment(EXCEEDED, true);
        exchange.setPersistent(false);
        throw new IOException("the body is too long");
      }
      return read;
    }
  }
}

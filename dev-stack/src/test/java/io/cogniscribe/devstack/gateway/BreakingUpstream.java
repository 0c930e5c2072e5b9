package io.cogniscribe.devstack.gateway;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** A service that reads the head of a request, writes a text and closes the connection. */
final class BreakingUpstream implements AutoCloseable {

  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final AtomicInteger requests = new AtomicInteger();
  private final byte[] text;

  BreakingUpstream(String text) throws IOException {
    this.text = text.getBytes(StandardCharsets.US_ASCII);
    Thread.ofVirtual().start(this::serve);
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  int requests() {
    return requests.get();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private void serve() {
    while (!server.isClosed()) {
      try (Socket connection = server.accept()) {
        if (connection.getInputStream().read(new byte[8192]) > 0) {
          requests.incrementAndGet();
          connection.getOutputStream().write(text);
        }
      } catch (IOException closed) {
        return;
      }
    }
  }
}

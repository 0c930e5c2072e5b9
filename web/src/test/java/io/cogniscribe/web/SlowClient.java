package io.cogniscribe.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** A client that begins a request and then sends its body so slowly that it never ends. */
public final class SlowClient implements AutoCloseable {

  private static final int PAUSE_MILLIS = 20;

  private final Socket socket;

  private SlowClient(Socket socket) {
    this.socket = socket;
  }

  /** Sends the head of a request with a chunked JSON body, but none of the body. */
  public static SlowClient begin(int port, String line, String... headers) throws IOException {
    String head =
        line
            + " HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
            + "Transfer-Encoding: chunked\r\n"
            + String.join("\r\n", headers)
            + (headers.length == 0 ? "\r\n" : "\r\n\r\n");
    return connect(port, head);
  }

  /** Sends the beginning of a request, unchanged. */
  public static SlowClient connect(int port, String begin) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(60_000);
    SlowClient client = new SlowClient(socket);
    client.send(begin);
    return client;
  }

  /** Sends one chunk of the body. */
  public SlowClient sendChunk(String text) throws IOException {
    send(Integer.toHexString(text.length()) + "\r\n" + text + "\r\n");
    return this;
  }

  /** Sends a body of blanks, one at a time, until the server closes the connection. */
  public SlowClient drip() {
    return drip("1\r\n \r\n");
  }

  /** Continues a header, one letter at a time, until the server closes the connection. */
  public SlowClient dripHeader() {
    return drip("x");
  }

  private SlowClient drip(String drop) {
    Thread.ofVirtual()
        .start(() -> {
          try {
            while (true) {
              send(drop);
              Thread.sleep(PAUSE_MILLIS);
            }
          } catch (IOException | InterruptedException closed) {
            // The server or the test has closed the connection.
          }
        });
    return this;
  }

  /** Returns the first line of the answer as soon as it has arrived. */
  public String statusLine() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    InputStream in = socket.getInputStream();
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      line.write(next);
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  /** Returns all bytes that the server sends until it closes the connection. */
  public String answer() throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    InputStream in = socket.getInputStream();
    try {
      for (int next = in.read(); next >= 0; next = in.read()) {
        answer.write(next);
      }
    } catch (SocketException reset) {
      // A server that closes while bytes are in transit resets the connection.
    }
    return answer.toString(StandardCharsets.UTF_8);
  }

  private void send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

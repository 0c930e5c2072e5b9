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

  /** Sends the head of a request with a JSON body in chunks; the body is not begun. */
  public static SlowClient begin(int port, String line, String... headers) throws IOException {
    String head =
        line
            + " HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
            + "Transfer-Encoding: chunked\r\n"
            + String.join("\r\n", headers)
            + (headers.length == 0 ? "\r\n" : "\r\n\r\n");
    return connect(port, head);
  }

  /** Sends the begin of a request, as it is. */
  public static SlowClient connect(int port, String begin) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(60_000);
    SlowClient client = new SlowClient(socket);
    client.send(begin);
    return client;
  }

  /** Sends a part of the body at once. */
  public SlowClient sendChunk(String text) throws IOException {
    send(Integer.toHexString(text.length()) + "\r\n" + text + "\r\n");
    return this;
  }

  /** Sends a body of blanks, one by one, until the server closes the connection. */
  public SlowClient drip() {
    return drip("1\r\n \r\n");
  }

  /** Goes on with a header, letter by letter, until the server closes the connection. */
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
            // The server has had enough, or the test has.
          }
        });
    return this;
  }

  /** The first line of the answer, as soon as it is there. */
  public String statusLine() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    InputStream in = socket.getInputStream();
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      line.write(next);
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  /** Everything that the server sends until it closes the connection. */
  public String answer() throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    InputStream in = socket.getInputStream();
    try {
      for (int next = in.read(); next >= 0; next = in.read()) {
        answer.write(next);
      }
    } catch (SocketException reset) {
      // A server that closes while bytes are under way resets the connection.
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

package io.cogniscribe.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Sends requests byte by byte as written; no library encodes or completes them. */
public record RawExchange(int port) {

  /** Returns the complete answer to a GET on a new connection. */
  public String get(String target) throws IOException {
    return send("GET " + target, new String[0]);
  }

  /** Returns the complete answer to a request without a body. */
  public String send(String line, String... headers) throws IOException {
    return send(
        line
            + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
            + String.join("\r\n", headers)
            + (headers.length == 0 ? "\r\n" : "\r\n\r\n"));
  }

  /** Returns the complete answer to a request that asks the server to close the connection. */
  private String send(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(60_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}

package io.cogniscribe.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Sends requests byte by byte as they are written: no library encodes or completes them. */
public record RawExchange(int port) {

  /** The whole answer to a GET on a connection of its own. */
  public String get(String target) throws IOException {
    return send("GET " + target, new String[0]);
  }

  /** The whole answer to a request without a body. */
  public String send(String line, String... headers) throws IOException {
    return send(
        line
            + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
            + String.join("\r\n", headers)
            + (headers.length == 0 ? "\r\n" : "\r\n\r\n"));
  }

  /** The whole answer to a request that asks for the connection to be closed. */
  private String send(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(60_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}

package io.cogniscribe.local.gateway;

import io.cogniscribe.local.process.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A gateway on a free port, and a client of it. */
final class RunningGateway implements AutoCloseable {

  private final HttpClient client = HttpClient.newHttpClient();
  private final int port = FreePorts.next();
  private final Gateway gateway;

  RunningGateway(URI commands, URI queries) throws IOException {
    this(commands, queries, Duration.ofSeconds(20));
  }

  RunningGateway(URI commands, URI queries, Duration patience) throws IOException {
    gateway = Gateway.start(new GatewayConfig("127.0.0.1", port, commands, queries, patience));
  }

  URI url(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(HttpRequest.newBuilder(url(path)).build(), BodyHandlers.ofString());
  }

  HttpResponse<String> post(String path, byte[] body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(url(path)).POST(BodyPublishers.ofByteArray(body)).build();
    return client.send(request, BodyHandlers.ofString());
  }

  /** The answer to a request that announces a body and sends none of it. */
  String announce(String path, long contentLength) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(60_000);
      String head =
          "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n"
              .formatted(path, contentLength);
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() {
    gateway.close();
  }
}

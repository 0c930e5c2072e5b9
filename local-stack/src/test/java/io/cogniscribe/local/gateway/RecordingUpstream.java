package io.cogniscribe.local.gateway;

import io.undertow.Undertow;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.BlockingHandler;
import io.undertow.util.Headers;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A service that remembers what it was asked, and answers as told. */
final class RecordingUpstream implements AutoCloseable {

  /** What reached the service. */
  record Request(String method, String path, long bodyBytes, List<String> forwardedFor) {}

  interface Answer {
    void to(HttpServerExchange exchange) throws Exception;
  }

  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final Undertow server;

  RecordingUpstream(Answer answer) {
    server =
        Undertow.builder()
            .addHttpListener(0, "127.0.0.1")
            .setHandler(
                new BlockingHandler(exchange -> {
                  record(exchange);
                  answer.to(exchange);
                }))
            .build();
    server.start();
  }

  static RecordingUpstream answering(String text) {
    return new RecordingUpstream(exchange -> exchange.getResponseSender().send(text));
  }

  URI url() {
    InetSocketAddress address =
        (InetSocketAddress) server.getListenerInfo().getFirst().getAddress();
    return URI.create("http://127.0.0.1:" + address.getPort());
  }

  List<Request> requests() {
    return requests;
  }

  @Override
  public void close() {
    server.stop();
  }

  private void record(HttpServerExchange exchange) throws Exception {
    long bytes = exchange.getInputStream().transferTo(OutputStream.nullOutputStream());
    requests.add(
        new Request(
            exchange.getRequestMethod().toString(),
            exchange.getRequestURI()
                + (exchange.getQueryString().isEmpty() ? "" : "?" + exchange.getQueryString()),
            bytes,
            exchange.getRequestHeaders().get(Headers.X_FORWARDED_FOR).stream().toList()));
  }
}

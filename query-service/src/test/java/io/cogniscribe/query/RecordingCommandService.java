package io.cogniscribe.query;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.cogniscribe.web.consistency.LogEnds;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An HTTP server in place of the command-service. It stores requests and answers as configured by
 * the test. Other tests check that a record reaches the log.
 */
final class RecordingCommandService implements AutoCloseable {

  /** Behaviour towards requests. */
  enum Manner {
    ACCEPT,
    REFUSE,
    FAIL,
    KEEP_SILENT,
    /** Closes one connection without an answer, and then accepts. */
    BREAK_ONE
  }

  /** A received request. */
  record Request(String line, Map<String, List<String>> headers, JsonNode body) {

    @Nullable String header(String name) {
      List<String> values = headers.get(name);
      return values == null ? null : String.join(" | ", values);
    }
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private volatile Manner manner = Manner.ACCEPT;
  private final CountDownLatch closed = new CountDownLatch(1);

  /** The end offset of all topics; negative while it reports none. */
  private final AtomicLong end = new AtomicLong(-1);

  RecordingCommandService() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.createContext(LogEnds.PATH, this::reportEnds);
    server.start();
  }

  /** Sets the end offset that it reports for its topics. Until then it reports none. */
  void endTopicsAt(long offset) {
    end.set(offset);
  }

  /** Reports no end offsets from now on, as after an outage. */
  void reportNoEnds() {
    end.set(-1);
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  void behave(Manner next) {
    manner = next;
  }

  /** Returns all requests about this user's data, oldest first. */
  List<Request> requestsOf(Object userId) {
    return requests.stream()
        .filter(request -> request.body().path("user_id").asString("").equals(userId.toString()))
        .toList();
  }

  /** Returns all requests with this header value. */
  List<Request> requestsWith(String header, String value) {
    return requests.stream().filter(request -> value.equals(request.header(header))).toList();
  }

  private void reportEnds(HttpExchange exchange) throws IOException {
    if (end.get() < 0) {
      exchange.sendResponseHeaders(503, -1);
      exchange.close();
      return;
    }
    List<Long> ends = Collections.nCopies(8, end.get());
    byte[] answer =
        JsonMapper.shared()
            .writeValueAsBytes(
                new LogEnds(
                    List.of(
                        new LogEnds.TopicEnds("jobs.commands", ends),
                        new LogEnds.TopicEnds("auth.commands", ends))));
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  private void handle(HttpExchange exchange) throws IOException {
    requests.add(
        new Request(
            exchange.getRequestMethod() + " " + exchange.getRequestURI(),
            exchange.getRequestHeaders(),
            JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes())));
    switch (manner) {
      case ACCEPT -> exchange.sendResponseHeaders(204, -1);
      case REFUSE -> exchange.sendResponseHeaders(403, -1);
      case FAIL -> exchange.sendResponseHeaders(503, -1);
      case KEEP_SILENT -> awaitEnd();
      case BREAK_ONE -> manner = Manner.ACCEPT;
    }
    exchange.close();
  }

  private void awaitEnd() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.close();
  }
}

package io.cogniscribe.system;

import io.cogniscribe.system.Edge.Answer;
import io.cogniscribe.system.Edge.Request;
import java.net.URI;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Registers through the HTTP API. */
record RegistrationsOverHttp(Edge edge, ExecutorService threads) implements Registrations {

  static RegistrationsOverHttp at(URI gateway) {
    return new RegistrationsOverHttp(
        new Edge(gateway), Executors.newVirtualThreadPerTaskExecutor());
  }

  @Override
  public CompletableFuture<Verdict> register(String username, String email) {
    String body =
        "{\"username\":\"%s\",\"email\":\"%s\",\"password\":\"correct-horse-9\"}"
            .formatted(username, email);
    Request request = Request.of("POST", "/api/auth/register", null, body);
    return CompletableFuture.supplyAsync(() -> verdict(edge.sendUntilFinal(request)), threads);
  }

  private static Verdict verdict(Answer answer) {
    return switch (answer.status()) {
      case 201 -> new Verdict.Registered(UUID.fromString(answer.text("user_id")));
      case 409 -> new Verdict.Refused(answer.text("code"));
      default -> throw new AssertionError(answer.toString());
    };
  }

  @Override
  public void close() {
    threads.close();
    edge.close();
  }
}

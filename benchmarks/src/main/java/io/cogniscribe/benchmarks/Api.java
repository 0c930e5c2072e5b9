package io.cogniscribe.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A client of the HTTP API that submits jobs of another user as a producer. */
final class Api implements AutoCloseable {

  private static final long QUIET_POLL_NANOS = 50_000_000;

  private final People people;
  private final URI queries;
  private final String token;
  private final String userId;

  /** Creates a client and registers the user that owns its jobs. */
  Api(URI commands, URI queries, String token) throws IOException, InterruptedException {
    this.people = new People(commands);
    this.queries = queries;
    this.token = token;
    this.userId = people.register("student");
  }

  /** Submits a job and returns its id after the acknowledgement. */
  UUID submit() throws IOException, InterruptedException {
    return people.submit(token, userId);
  }

  void submitBatch(int size) throws IOException, InterruptedException {
    String body =
        IntStream.range(0, size)
            .mapToObj(_ -> "{\"type\":\"submit_job\"," + People.job(userId) + "}")
            .collect(Collectors.joining(",", "{\"commands\":[", "]}"));
    String answer = people.send(200, "POST", "/api/commands", token, body);
    long accepted = answer.split("\"accepted\":true", -1).length - 1L;
    if (accepted != size) {
      throw new IllegalStateException(
          "only %d of %d commands were accepted".formatted(accepted, size));
    }
  }

  boolean isVisible(UUID job) throws IOException, InterruptedException {
    return people.send("GET", queries.resolve("/api/jobs/" + job), token, "").statusCode() == 200;
  }

  /** Waits until a new job is visible, which means that the projections have caught up. */
  void awaitQuiet() throws IOException, InterruptedException {
    UUID last = submit();
    while (!isVisible(last)) {
      LockSupport.parkNanos(QUIET_POLL_NANOS);
    }
  }

  @Override
  public void close() {
    people.close();
  }
}

package io.cogniscribe.devstack.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Blocker;
import org.eclipse.jetty.util.Callback;

/**
 * Handles a request on a virtual thread: checks it, reads its body, and forwards it to a service.
 */
final class GatewayHandler extends Handler.Abstract {

  /**
   * Time to keep reading after a refusal: a client that is still sending reads the answer only if
   * the connection stays open.
   */
  private static final Duration LINGER = Duration.ofSeconds(2);

  private static final int LINGER_BYTES = 8 << 20;
  private static final byte[] HEALTH = "{\"status\":\"UP\"}".getBytes(StandardCharsets.US_ASCII);

  private final GatewayConfig config;
  private final Cors cors;
  private final Services services;
  private final ProblemWriter problems;

  GatewayHandler(GatewayConfig config, Cors cors, Services services, ProblemWriter problems) {
    this.config = config;
    this.cors = cors;
    this.services = services;
    this.problems = problems;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    // A service may take longer to answer than the idle time-out of clients.
    request.addIdleTimeoutListener(_ -> false);
    try {
      answer(request, response);
    } catch (RefusedException refused) {
      refuse(request, response, refused.problem());
    }
    callback.succeeded();
    return true;
  }

  private void answer(Request request, Response response) throws IOException {
    RequestCheck.check(request);
    String path = request.getHttpURI().getDecodedPath();
    if (path.equals(Gateway.HEALTH_PATH)) {
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
      Content.Sink.write(response, true, ByteBuffer.wrap(HEALTH));
    } else if (!cors.answerPreflight(request, response)) {
      forward(service(request, path), request, response);
    }
  }

  private URI service(Request request, String path) throws RefusedException {
    return switch (Upstream.of(
        request.getMethod(), path, request.getHeaders().get(Cors.REQUESTED_METHOD))) {
      case COMMAND_SERVICE -> config.commandService();
      case QUERY_SERVICE -> config.queryService();
      case NOBODY -> throw new RefusedException(Problem.NOT_FOUND);
    };
  }

  private void forward(URI service, Request request, Response response) throws IOException {
    try (RequestBody body = RequestBody.read(request, config.limits());
        ServiceAnswer answer = services.send(service, request, body.entity())) {
      copy(answer, response);
    }
  }

  private static void copy(ServiceAnswer from, Response to) throws IOException {
    try {
      copy(from.response(), to);
    } catch (IOException brokenOff) {
      from.abandon();
      throw brokenOff;
    }
  }

  private static void copy(ClassicHttpResponse from, Response to) throws IOException {
    to.setStatus(from.getCode());
    for (Header header : from.getHeaders()) {
      String name = header.getName();
      if (!Services.isHopByHop(name) && !HttpHeader.DATE.is(name)) {
        to.getHeaders().add(name, header.getValue());
      }
    }
    Header length = from.getFirstHeader("Content-Length");
    if (length != null) {
      to.getHeaders().put(HttpHeader.CONTENT_LENGTH, length.getValue());
    }
    HttpEntity entity = from.getEntity();
    if (entity != null) {
      // Closed only after the complete body: closing marks the answer as complete for the client.
      OutputStream target = Content.Sink.asOutputStream(to);
      entity.getContent().transferTo(target);
      target.close();
    }
  }

  /** Writes the refusal. Keeps reading for up to 2 seconds if the client may still be sending. */
  private void refuse(Request request, Response response, Problem problem) throws IOException {
    response.reset();
    try (Blocker.Callback written = Blocker.callback()) {
      problems.write(request, response, problem, written);
      written.block();
    }
    if (problem.equals(Problem.BODY_TOO_LARGE)) {
      linger(request);
    }
  }

  private static void linger(Request request) {
    long end = System.nanoTime() + LINGER.toNanos();
    byte[] discarded = new byte[16 * 1024];
    int count = 0;
    try (InputStream rest = Request.asInputStream(request)) {
      int read = 0;
      while (read >= 0 && count < LINGER_BYTES && System.nanoTime() < end) {
        read = rest.read(discarded);
        count += Math.max(0, read);
      }
    } catch (IOException gone) {
      // The client has closed the connection.
    }
  }
}

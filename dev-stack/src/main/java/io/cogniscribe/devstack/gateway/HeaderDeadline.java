package io.cogniscribe.devstack.gateway;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes connections whose request has begun but whose headers are not complete in time. Jetty's
 * own time-out restarts with each byte, so a client could send one every few seconds.
 */
final class HeaderDeadline extends AbstractLifeCycle {

  private static final Duration PERIOD = Duration.ofMillis(500);

  private final ServerConnector connector;
  private final long limitNanos;
  private volatile Scheduler.Task next = () -> false;

  HeaderDeadline(ServerConnector connector, Duration limit) {
    this.connector = connector;
    this.limitNanos = limit.toNanos();
  }

  @Override
  protected void doStart() {
    schedule();
  }

  @Override
  protected void doStop() {
    next.cancel();
  }

  private void schedule() {
    next = connector.getScheduler().schedule(this::check, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void check() {
    for (EndPoint client : connector.getConnectedEndPoints()) {
      // Only Jetty's parser knows when the request began.
      if (client.getConnection() instanceof HttpConnection connection
          && isOverdue(connection.getParser())) {
        client.close();
      }
    }
    if (isRunning() || isStarting()) {
      schedule();
    }
  }

  private boolean isOverdue(HttpParser parser) {
    return !parser.isStart()
        && parser.inHeaderState()
        && System.nanoTime() - parser.getBeginNanoTime() > limitNanos;
  }
}

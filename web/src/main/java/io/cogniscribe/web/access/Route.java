package io.cogniscribe.web.access;

import io.cogniscribe.web.security.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestMethod;

/**
 * A row of the table: a route and the data that each role reaches by it. A caller with several
 * roles reaches the most that any of them allows.
 *
 * @param path as the controller declares it, such as {@code /api/jobs/{id}}
 * @param nobody for a caller without a token, who owns nothing
 * @param audited the attempt that a refusal before the body is read leaves in the audit log; null
 *     when it leaves none
 */
public record Route(
    Side side,
    RequestMethod method,
    String path,
    Reach nobody,
    Reach user,
    Reach worker,
    Reach producer,
    Reach operator,
    @Nullable Attempt audited) {

  public Route {
    if (nobody == Reach.OWN) {
      throw new IllegalArgumentException("a caller without a token owns nothing: " + path);
    }
  }

  /** An attempt as the audit log names it. */
  public record Attempt(String action, String resourceType) {}

  /** A route whose refusals leave no audit event. */
  Route(
      Side side,
      RequestMethod method,
      String path,
      Reach nobody,
      Reach user,
      Reach worker,
      Reach producer,
      Reach operator) {
    this(side, method, path, nobody, user, worker, producer, operator, null);
  }

  /** Returns this route with its refusals recorded in the audit log under these names. */
  Route audited(String action, String resourceType) {
    return new Route(
        side,
        method,
        path,
        nobody,
        user,
        worker,
        producer,
        operator,
        new Attempt(action, resourceType));
  }

  /** Returns method and path, the key of a row. */
  public String name() {
    return method + " " + path;
  }

  /** Returns whether the route answers requests of this method. A GET route also answers HEAD. */
  public boolean takes(String requestMethod) {
    return method.name().equals(requestMethod)
        || (method == RequestMethod.GET && requestMethod.equals(RequestMethod.HEAD.name()));
  }

  /** Returns the reach of a caller that has only this role. */
  public Reach reachOf(Role role) {
    return switch (role) {
      case USER -> user;
      case WORKER -> worker;
      case PRODUCER -> producer;
      case OPERATOR -> operator;
    };
  }

  @Override
  public String toString() {
    return name();
  }
}

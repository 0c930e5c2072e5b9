package io.cogniscribe.web.access;

import io.cogniscribe.web.security.Role;
import org.springframework.web.bind.annotation.RequestMethod;

/**
 * A row of the table: a route, and how far everybody gets by it. Whoever has several roles gets as
 * far as the one of them that gets farthest.
 *
 * @param path as the controller declares it, such as {@code /api/jobs/{id}}
 * @param nobody who sends no token, and so owns nothing
 */
public record Route(
    Side side,
    RequestMethod method,
    String path,
    Reach nobody,
    Reach user,
    Reach worker,
    Reach producer,
    Reach operator) {

  public Route {
    if (nobody == Reach.OWN) {
      throw new IllegalArgumentException("nobody owns nothing: " + path);
    }
  }

  /** Method and path, by which a row is found. */
  public String name() {
    return method + " " + path;
  }

  /** Whether requests of that method are this route's; GET takes HEAD along. */
  public boolean takes(String requestMethod) {
    return method.name().equals(requestMethod)
        || (method == RequestMethod.GET && requestMethod.equals(RequestMethod.HEAD.name()));
  }

  /** How far a caller gets who has this role alone. */
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

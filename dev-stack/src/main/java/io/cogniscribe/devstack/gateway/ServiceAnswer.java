package io.cogniscribe.devstack.gateway;

import java.io.IOException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;

/** The answer of a service, whose body is read from the connection to it. */
record ServiceAnswer(HttpUriRequestBase request, ClassicHttpResponse response)
    implements AutoCloseable {

  /** Closes the connection, because the rest of the body is not needed. */
  void abandon() {
    request.cancel();
  }

  /** Reads the rest of the body, unless it is abandoned, and returns the connection to the pool. */
  @Override
  public void close() throws IOException {
    response.close();
  }
}

package io.cogniscribe.projections.kit;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import javax.sql.DataSource;

/** One server session for all connections, like a transaction-pooling proxy. */
public final class SharedSession {

  private SharedSession() {}

  /**
   * Returns a data source whose connections share a session. Closing a connection keeps the session
   * open.
   */
  public static DataSource of(Connection session) {
    return proxy(DataSource.class, (_, _, _) -> connection(session));
  }

  private static Connection connection(Connection session) {
    return proxy(
        Connection.class,
        (_, method, arguments) -> {
          if (method.getName().equals("close")) {
            return null;
          }
          try {
            return method.invoke(session, arguments);
          } catch (InvocationTargetException e) {
            throw e.getTargetException();
          }
        });
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            SharedSession.class.getClassLoader(), new Class<?>[] {type}, handler));
  }
}

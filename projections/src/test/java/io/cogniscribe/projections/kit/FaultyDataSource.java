package io.cogniscribe.projections.kit;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Connections that fail where a test requires it. */
public final class FaultyDataSource {

  private static final Set<String> HARMLESS =
      Set.of("close", "rollback", "isClosed", "setAutoCommit", "toString", "hashCode", "equals");

  private FaultyDataSource() {}

  /** The faults around a call to a connection. */
  public interface Faults {

    /** Runs before the call; throws to prevent the call. */
    void before(Connection connection, String method) throws SQLException;

    /** Runs after the call; throws to hide its success. */
    void after(Connection connection, String method) throws SQLException;
  }

  /** Returns a data source whose connections have these faults. */
  public static DataSource of(DataSource real, Faults faults) {
    return proxy(
        DataSource.class,
        (_, method, arguments) -> {
          Object result = call(real, method, arguments);
          return result instanceof Connection connection ? faulty(connection, faults) : result;
        });
  }

  private static Connection faulty(Connection real, Faults faults) {
    return proxy(
        Connection.class,
        (_, method, arguments) -> {
          if (HARMLESS.contains(method.getName())) {
            return call(real, method, arguments);
          }
          faults.before(real, method.getName());
          Object result = call(real, method, arguments);
          faults.after(real, method.getName());
          return result;
        });
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            FaultyDataSource.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private static @Nullable Object call(
      Object target, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getTargetException();
    }
  }
}

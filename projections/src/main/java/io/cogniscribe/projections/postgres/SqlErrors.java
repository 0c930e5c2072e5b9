package io.cogniscribe.projections.postgres;

import io.cogniscribe.settings.UnavailableException;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Classifies and describes errors of PostgreSQL. */
public final class SqlErrors {

  private static final String DATA_EXCEPTION = "22";
  private static final String CONSTRAINT_VIOLATION = "23";

  /**
   * SQLSTATE classes of temporary errors: connection, resources, server start and stop, locks, and
   * deadlocks.
   */
  private static final Set<String> PASSING = Set.of("08", "53", "57", "55", "40");

  private SqlErrors() {}

  /** Returns whether the data caused the error, so that a retry cannot succeed. */
  public static boolean isOne(SQLException e) {
    String state = Objects.requireNonNullElse(root(e).getSQLState(), "");
    return state.startsWith(DATA_EXCEPTION) || state.startsWith(CONSTRAINT_VIOLATION);
  }

  /** Returns whether a failure may be temporary, such as an unreachable or overloaded server. */
  public static boolean mayPass(Throwable failure) {
    return deepest(failure)
        .map(SQLException::getSQLState)
        // The timeout of a connection pool has no SQLSTATE.
        .map(state -> PASSING.contains(state.substring(0, 2)))
        .orElse(deepest(failure).isPresent());
  }

  /** Returns the first line of the database's own message, or of the failure when there is none. */
  public static String line(Throwable failure) {
    String message =
        deepest(failure).map(Throwable::getMessage).orElse(String.valueOf(failure.getMessage()));
    return message.lines().findFirst().orElse(failure.toString());
  }

  /**
   * Returns the failure's message, followed by the server's detail, hint and context unless the
   * message has them. Only for an operator at a terminal, because the detail quotes values, which a
   * log must not.
   */
  public static String complete(Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    if (failure instanceof UnavailableException) {
      return message;
    }
    return deepest(failure)
        .filter(PSQLException.class::isInstance)
        .map(PSQLException.class::cast)
        .map(PSQLException::getServerErrorMessage)
        .map(ServerErrorMessage::toString)
        .filter(server -> !message.contains(server))
        .map(server -> message + System.lineSeparator() + server)
        .orElse(message);
  }

  private static Optional<SQLException> deepest(Throwable failure) {
    SQLException found = null;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      found = cause instanceof SQLException sql ? sql : found;
    }
    return Optional.ofNullable(found);
  }

  /** Returns the error in one line, without the server's detail, which quotes values. */
  public static String describe(SQLException e) {
    SQLException root = root(e);
    ServerErrorMessage server =
        root instanceof PSQLException postgres ? postgres.getServerErrorMessage() : null;
    @Nullable String message = server == null ? root.getMessage() : server.getMessage();
    return "%s (SQLSTATE %s)".formatted(message, root.getSQLState());
  }

  /** Unwraps a batch error, which wraps the error of its statement. */
  private static SQLException root(SQLException e) {
    SQLException next = e.getNextException();
    return next == null ? e : root(next);
  }
}

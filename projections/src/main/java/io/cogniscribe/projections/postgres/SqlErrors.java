package io.cogniscribe.projections.postgres;

import io.cogniscribe.settings.UnavailableException;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Tells what can never be done from what can be done a moment later. */
public final class SqlErrors {

  private static final String DATA_EXCEPTION = "22";
  private static final String CONSTRAINT_VIOLATION = "23";

  /** Connections, lack of resources, a server that starts or stops, locks and deadlocks. */
  private static final Set<String> PASSING = Set.of("08", "53", "57", "55", "40");

  private SqlErrors() {}

  /** Whether the data itself is at fault. */
  public static boolean isOne(SQLException e) {
    String state = Objects.requireNonNullElse(root(e).getSQLState(), "");
    return state.startsWith(DATA_EXCEPTION) || state.startsWith(CONSTRAINT_VIOLATION);
  }

  /**
   * Whether a failure is of the kind that time heals: a server that is not there, or overloaded.
   */
  public static boolean mayPass(Throwable failure) {
    return deepest(failure)
        .map(SQLException::getSQLState)
        // A pool that got no connection in time says no more than that.
        .map(state -> PASSING.contains(state.substring(0, 2)))
        .orElse(deepest(failure).isPresent());
  }

  /** What the database said, behind all that others made of it; else the failure itself. */
  public static String line(Throwable failure) {
    String message =
        deepest(failure).map(Throwable::getMessage).orElse(String.valueOf(failure.getMessage()));
    return message.lines().findFirst().orElse(failure.toString());
  }

  /**
   * Returns the failure's message, and all that the server says about it where that is not part of
   * it: detail, hint, context. For the operator at the terminal; a log must not quote values.
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

  /** The error in a line, without the server's detail, which quotes values. */
  public static String describe(SQLException e) {
    SQLException root = root(e);
    ServerErrorMessage server =
        root instanceof PSQLException postgres ? postgres.getServerErrorMessage() : null;
    @Nullable String message = server == null ? root.getMessage() : server.getMessage();
    return "%s (SQLSTATE %s)".formatted(message, root.getSQLState());
  }

  /** A batch wraps the error of its statement. */
  private static SQLException root(SQLException e) {
    SQLException next = e.getNextException();
    return next == null ? e : root(next);
  }
}

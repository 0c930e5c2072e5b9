package io.cogniscribe.projections.session;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The changes of a batch.
 *
 * @param closings the closings to apply to stored sessions
 * @param opened new rows, including those that the batch closes again
 */
record SessionChanges(List<Closing> closings, List<SessionRow> opened) {

  /** Folds a batch in memory. */
  static SessionChanges of(List<SessionFact> facts) {
    Map<UUID, SessionRow> opened = new LinkedHashMap<>();
    List<Closing> closings = new ArrayList<>();
    for (SessionFact fact : facts) {
      switch (fact) {
        case SessionFact.Opened(SessionRow row) -> opened.putIfAbsent(row.id(), row);
        case SessionFact.Closed(var userId, var sessionId, var at) ->
            close(new Closing(userId, sessionId, null, at), opened, closings);
        case SessionFact.AllClosed(var userId, var kept, var at) ->
            close(new Closing(userId, null, kept, at), opened, closings);
        case SessionFact.RolesGiven _ -> {
          // The users table has the roles.
        }
      }
    }
    return new SessionChanges(closings, List.copyOf(opened.values()));
  }

  private static void close(Closing closing, Map<UUID, SessionRow> opened, List<Closing> closings) {
    closings.add(closing);
    opened.replaceAll((_, row) -> row.after(closing));
  }
}

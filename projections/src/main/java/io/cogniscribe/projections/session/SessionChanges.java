package io.cogniscribe.projections.session;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What a batch changes.
 *
 * @param closings what ends sessions that are stored already
 * @param opened new rows, closed again if the batch says so
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
          // The table of users has them.
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

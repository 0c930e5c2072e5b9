package io.cogniscribe.replay.rebuild;

import io.cogniscribe.projections.parking.SkippedTable;
import io.cogniscribe.projections.postgres.PostgresProjection;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Lists the events and effects that a rebuild leaves out. */
final class Suppressed {

  /** A rebuild only reads events and writes rows. */
  private static final String EFFECTS = "every event and e-mail: a rebuild sends none";

  private Suppressed() {}

  static List<String> of(Connection connection, PostgresProjection<?> projection)
      throws SQLException {
    List<String> suppressed =
        new ArrayList<>(of(SkippedTable.read(connection, projection.name()).size()));
    if (projection.tables().contains("audit_logs")) {
      droppedMonths(connection, suppressed);
    }
    return suppressed;
  }

  static List<String> of(int skipped) {
    return skipped == 0
        ? List.of(EFFECTS)
        : List.of(EFFECTS, "%,d records that operators have skipped".formatted(skipped));
  }

  private static void droppedMonths(Connection connection, List<String> suppressed)
      throws SQLException {
    try (PreparedStatement statement =
            connection.prepareStatement("SELECT kept_from FROM public.audit_horizon");
        ResultSet row = statement.executeQuery()) {
      if (row.next()) {
        suppressed.add(
            "records from before %s: their months were dropped".formatted(row.getString(1)));
      }
    }
  }
}

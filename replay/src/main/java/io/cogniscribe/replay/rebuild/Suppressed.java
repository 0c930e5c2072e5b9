package io.cogniscribe.replay.rebuild;

import io.cogniscribe.projections.parking.SkippedTable;
import io.cogniscribe.projections.postgres.PostgresProjection;
import java.sql.Connection;
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
      Sql.texts(connection, "SELECT kept_from FROM public.audit_horizon")
          .forEach(from ->
              suppressed.add("records from before %s: their months were dropped".formatted(from)));
    }
    return suppressed;
  }

  static List<String> of(int skipped) {
    return skipped == 0
        ? List.of(EFFECTS)
        : List.of(EFFECTS, "%,d records that operators have skipped".formatted(skipped));
  }
}

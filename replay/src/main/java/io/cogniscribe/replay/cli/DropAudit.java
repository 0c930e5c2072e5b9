package io.cogniscribe.replay.cli;

import io.cogniscribe.projections.audit.AuditRetention;
import io.cogniscribe.projections.audit.AuditRetention.Month;
import io.cogniscribe.settings.UnavailableException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.YearMonth;
import java.util.List;
import javax.sql.DataSource;

/**
 * Drops old months of the audit log from the tables, or shows them.
 *
 * @param owner connections of the tables' owner
 * @param keptFrom the first month that is kept
 */
record DropAudit(DataSource owner, YearMonth keptFrom, PrintWriter out) {

  private static final int ATTEMPTS = 10;
  private static final String IN_USE = "55P03";

  void show() throws SQLException {
    print(new AuditRetention(owner, ATTEMPTS).before(keptFrom), "would be dropped");
  }

  void run(String by) throws SQLException {
    try {
      print(new AuditRetention(owner, ATTEMPTS).drop(keptFrom, by), "were dropped");
      out.println("The log keeps their events; rebuilds leave them out.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (SQLException e) {
      if (IN_USE.equals(e.getSQLState())) {
        throw new UnavailableException(
            "audit_logs is in use (by a long export, for example). Nothing was dropped; try again.",
            e);
      }
      throw e;
    }
  }

  private void print(List<Month> months, String fate) {
    out.println(
        "%d months of audit_logs before %s %s%s"
            .formatted(months.size(), keptFrom, fate, months.isEmpty() ? "" : ":"));
    for (Month month : months) {
      out.println("  %s  %,d KiB".formatted(month.table(), month.bytes() / 1024));
    }
  }
}

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
 * @param keptFrom the first month that is kept
 * @param by the operator
 */
record DropAudit(YearMonth keptFrom, String by) {

  private static final int ATTEMPTS = 10;
  private static final String IN_USE = "55P03";

  static AuditRetention retention(DataSource owner) {
    return new AuditRetention(owner, ATTEMPTS);
  }

  void show(AuditRetention retention, PrintWriter out) throws SQLException {
    print(retention.before(keptFrom), "would be dropped", out);
  }

  void run(AuditRetention retention, PrintWriter out) throws SQLException {
    try {
      print(retention.drop(keptFrom, by), "were dropped", out);
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

  private void print(List<Month> months, String fate, PrintWriter out) {
    out.println(
        "%d months of audit_logs before %s %s%s"
            .formatted(months.size(), keptFrom, fate, months.isEmpty() ? "" : ":"));
    for (Month month : months) {
      out.println("  %s  %,d KiB".formatted(month.table(), month.bytes() / 1024));
    }
  }
}

package io.cogniscribe.replay.cli;

import io.cogniscribe.replay.verify.Drift;
import io.cogniscribe.replay.verify.Verdict;
import java.util.StringJoiner;

/** Formats the result of a verification as text. */
final class VerifyText {

  private VerifyText() {}

  static String of(Verdict verdict) {
    StringJoiner lines = new StringJoiner("\n");
    lines.add(
        "%s: %,d groups folded and compared (%,d rows or keys) in %.1f s, %,d differ"
            .formatted(
                verdict.projection(),
                verdict.groups(),
                verdict.rows(),
                verdict.took().toMillis() / 1e3,
                verdict.drifted()));
    verdict.shown().forEach(drift -> lines.add(drift(drift)));
    if (verdict.drifted() > verdict.shown().size()) {
      lines.add("  and %,d more".formatted(verdict.drifted() - verdict.shown().size()));
    }
    verdict
        .nowApplicable()
        .forEach(
            key -> lines.add("  %s: parked, but the current code can apply it".formatted(key)));
    verdict
        .regressed()
        .forEach(key ->
            lines.add(
                "  %s: applied in the active generation, but the current code would park it"
                    .formatted(key)));
    verdict
        .parked()
        .forEach(key -> lines.add("  %s: compared up to its first parked event".formatted(key)));
    verdict.skipped().forEach(record -> lines.add("  %s: skipped".formatted(record)));
    verdict.repaired().forEach(group -> lines.add("  %s: repaired".formatted(group)));
    verdict.unrepaired().forEach(group -> lines.add("  not repaired: " + group));
    if (verdict.unnamed() > 0) {
      lines.add("  and %,d more of these".formatted(verdict.unnamed()));
    }
    if (verdict.lag() > 0) {
      lines.add(
          "  not compared: %,d records at the end of the log that '%s' has not applied yet"
              .formatted(verdict.lag(), verdict.projection()));
    }
    return lines.toString();
  }

  private static String drift(Drift drift) {
    String difference = RebuildText.difference(drift.row(), "log");
    Integer events = drift.events();
    if (events == null) {
      return difference;
    }
    String more = events > drift.offsets().size() ? ", …" : "";
    return "%s\n    %,d events: %s%s"
        .formatted(difference, events, String.join(", ", drift.offsets()), more);
  }
}

package io.cogniscribe.replay.cli;

import io.cogniscribe.projections.engine.LogReader;
import io.cogniscribe.replay.deadletter.DeadLetterLog;
import io.cogniscribe.settings.ExitCode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "list",
    description = "Counts the dead letters by code, and shows the newest. Changes nothing.",
    footer = {
      "  ./cogniscribe replay dead-letters list",
      "  ./cogniscribe replay dead-letters list --since 2026-11-23T02:00:00Z --json"
    })
final class DeadLettersListCommand extends ReportingCommand {

  private static final int MAX_SHOWN = 100_000;
  private static final Comparator<Line> OLDEST_FIRST =
      Comparator.comparing(Line::at).thenComparing(Line::record);

  @Option(names = "--code", paramLabel = "CODE", description = "Only letters with this code.")
  private @Nullable String code;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Only letters written since then, such as 2026-11-23T02:00:00Z.")
  private @Nullable String since;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "Shows the newest N one by one, 0 to 100000; default ${DEFAULT-VALUE}.")
  private int limit;

  /** One letter; {@code record} is the position of its command. */
  record Line(String record, Instant at, String code, String error) {}

  /** The result: the number of letters by code, and the newest letters, the newest first. */
  record Listed(Map<String, Long> codes, List<Line> newest) {

    String words() {
      if (codes.isEmpty()) {
        return "There are no dead letters.";
      }
      StringBuilder text = new StringBuilder();
      codes.forEach((code, letters) -> text.append("%,8d  %s%n".formatted(letters, code)));
      for (Line line : newest) {
        text.append(
            "%n%s  %s  %s  %s".formatted(line.record(), line.at(), line.code(), line.error()));
      }
      return text.toString();
    }
  }

  @Override
  ExitCode execute() {
    if (limit < 0 || limit > MAX_SHOWN) {
      throw usageError("--limit must be 0 to 100000");
    }
    Instant begin = since == null ? Instant.MIN : parsed(since, DeadLettersListCommand::instant);
    Map<String, Long> codes = new TreeMap<>();
    PriorityQueue<Line> newest = new PriorityQueue<>(OLDEST_FIRST);
    new DeadLetterLog(new LogReader(tools().kafka()))
        .read(stored -> {
          if (stored.at().isBefore(begin)
              || (code != null && !code.equals(stored.letter().code()))) {
            return;
          }
          codes.merge(stored.letter().code(), 1L, Long::sum);
          newest.add(line(stored));
          if (newest.size() > limit) {
            newest.remove();
          }
        });
    List<Line> sorted = new ArrayList<>(newest);
    sorted.sort(OLDEST_FIRST.reversed());
    Listed listed = new Listed(codes, sorted);
    print(listed, listed.words());
    return ExitCode.OK;
  }

  private static Line line(DeadLetterLog.Stored stored) {
    return new Line(
        stored.id().toString(), stored.at(), stored.letter().code(), stored.letter().error());
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "'%s' is not a time such as 2026-11-23T02:00:00Z".formatted(text), e);
    }
  }
}

package io.cogniscribe.replay.cli;

import io.cogniscribe.message.CommandPosition;
import io.cogniscribe.message.Outcome;
import io.cogniscribe.projections.engine.Coordinates;
import io.cogniscribe.projections.engine.KafkaSource;
import io.cogniscribe.projections.engine.LogReader;
import io.cogniscribe.replay.deadletter.DeadLetterLog;
import io.cogniscribe.replay.deadletter.Original;
import io.cogniscribe.replay.deadletter.Originals;
import io.cogniscribe.replay.deadletter.Resubmitter;
import io.cogniscribe.settings.ExitCode;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "resubmit",
    description = {
      "Sends the commands of dead letters again, to the right partition, and waits for "
          + "each outcome.",
      "",
      "The command comes from its topic, or from the letter when it has expired there. Only "
          + "a whole command with a canonical key is sent. Sending it twice within 7 days does "
          + "nothing: it gets its first outcome again. After that it is decided again."
    },
    exitCodeList = {
      "0:all were sent and accepted",
      "1:a command was not sent, was rejected or got no outcome in time"
    },
    footer = {"  ./cogniscribe replay dead-letters resubmit jobs.commands-3@42"})
final class DeadLettersResubmitCommand extends ReportingCommand {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Parameters(
      arity = "1..*",
      paramLabel = "TOPIC-PARTITION@OFFSET",
      description = "The positions of commands, as 'list' shows them.")
  private List<String> ids = List.of();

  /**
   * The result for one letter.
   *
   * @param result accepted, rejected, pending (no outcome in time) or refused (not sent)
   * @param message for people
   * @param sentTo the position of the command's copy; null when it was not sent
   */
  record Line(
      String record,
      String result,
      @Nullable String code,
      String message,
      @Nullable String sentTo) {

    String words() {
      return "%s: %s%s: %s%s"
          .formatted(
              record,
              result,
              code == null ? "" : " " + code,
              message,
              sentTo == null ? "" : " (sent to %s)".formatted(sentTo));
    }
  }

  @Override
  ExitCode execute() {
    Set<Coordinates> wanted = new LinkedHashSet<>();
    ids.forEach(id -> wanted.add(parsed(id, DeadLettersShowCommand::id)));
    KafkaSource kafka = tools().kafka();
    Map<Coordinates, DeadLetterLog.Stored> letters =
        new DeadLetterLog(new LogReader(kafka)).find(wanted);
    try (Originals originals = new Originals(kafka);
        Resubmitter resubmitter = new Resubmitter(kafka, PATIENCE)) {
      List<Line> lines =
          wanted.stream().map(id -> resubmit(id, letters.get(id), originals, resubmitter)).toList();
      print(lines, lines.stream().map(Line::words).collect(Collectors.joining("\n")));
      boolean isDone = lines.stream().allMatch(line -> line.result().equals("accepted"));
      return isDone ? ExitCode.OK : ExitCode.FAILED;
    }
  }

  private static Line resubmit(
      Coordinates id,
      DeadLetterLog.@Nullable Stored stored,
      Originals originals,
      Resubmitter resubmitter) {
    if (stored == null) {
      return new Line(id.toString(), "refused", "not_found", "it is not a dead letter", null);
    }
    return switch (originals.find(stored)) {
      case Original.Refused(var code, var reason) ->
          new Line(id.toString(), "refused", code, reason, null);
      case Original.Found found -> line(id, resubmitter.send(found));
    };
  }

  private static Line line(Coordinates id, Resubmitter.Sent sent) {
    String position = position(sent.position());
    return switch (sent.outcome().map(Outcome::result).orElseGet(Outcome.Pending::new)) {
      case Outcome.Accepted(var version, var status) ->
          new Line(
              id.toString(),
              "accepted",
              null,
              "version %d, %s".formatted(version, status),
              position);
      case Outcome.Rejected(_, var code, var message, _) ->
          new Line(id.toString(), "rejected", code, message, position);
      case Outcome.Pending() ->
          new Line(
              id.toString(),
              "pending",
              null,
              "no final outcome within %d s".formatted(PATIENCE.toSeconds()),
              position);
    };
  }

  private static String position(CommandPosition position) {
    return "%s-%d@%d".formatted(position.topic(), position.partition(), position.offset());
  }
}

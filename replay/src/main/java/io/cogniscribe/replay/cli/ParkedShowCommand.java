package io.cogniscribe.replay.cli;

import io.cogniscribe.projections.engine.Coordinates;
import io.cogniscribe.projections.engine.RecordReader;
import io.cogniscribe.projections.parking.ParkedEvent;
import io.cogniscribe.settings.ExitCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "show",
    description =
        "Shows a parked event: the reason, its content as the current code decodes it, "
            + "and the number of events that wait behind it. Changes nothing. Hides fields that "
            + "hold hashes.",
    exitCodeList = "1:the event is not parked",
    footer = {"  ./cogniscribe replay parked show jobs.events-3@42"})
final class ParkedShowCommand extends ReportingCommand {

  @Mixin private ParkedOption projection = new ParkedOption();

  @Parameters(paramLabel = "TOPIC-PARTITION@OFFSET", description = "The event's position.")
  private String record = "";

  /**
   * The result.
   *
   * @param content null when the record has expired in the log
   */
  record Shown(
      String projection,
      String record,
      String stream,
      @Nullable String reason,
      @Nullable String schemaFingerprint,
      long waiting,
      @Nullable RecordText content) {

    String words() {
      return """
      %s has parked %s of %s: %s
      schema %s; %,d later events of the aggregate wait
      %s
      """
          .formatted(
              projection,
              record,
              stream,
              Objects.requireNonNullElse(reason, "an earlier record of its aggregate is parked"),
              Objects.requireNonNullElse(schemaFingerprint, "unknown"),
              waiting,
              content == null ? "the record has expired in the log" : content.words());
    }
  }

  @Override
  ExitCode execute() {
    Coordinates at = parsed(record, ParkedShowCommand::coordinates);
    try (ParkedStores stores = new ParkedStores(tools(), projection.name())) {
      List<Shown> shown = new ArrayList<>();
      for (ParkedWork<?> work : stores.all()) {
        work.store().find(at).ifPresent(event -> shown.add(shown(work, event)));
      }
      if (shown.isEmpty()) {
        note(at + " is not parked. See 'replay parked list'.");
        return ExitCode.FAILED;
      }
      print(shown, shown.stream().map(Shown::words).collect(Collectors.joining("\n")));
      return ExitCode.OK;
    }
  }

  private Shown shown(ParkedWork<?> work, ParkedEvent event) {
    try (RecordReader log = new RecordReader(tools().kafka())) {
      RecordText content =
          log.read(event.at().partition(), List.of(event.at().offset()), 1).records().stream()
              .map(RecordText::of)
              .findFirst()
              .orElse(null);
      return new Shown(
          work.projection().name(),
          event.at().toString(),
          event.streamKey(),
          event.error(),
          event.schemaFingerprint(),
          work.store().waitingBehind(event),
          content);
    }
  }

  /**
   * Parses the position of an event.
   *
   * @throws IllegalArgumentException when it is none
   */
  static Coordinates coordinates(String text) {
    return Coordinates.parse(text)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "'%s' is not a position. Write it as 'replay parked list' does: jobs.events-3@42"
                    .formatted(text)));
  }
}

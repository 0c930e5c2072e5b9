package io.cogniscribe.replay.cli;

import io.cogniscribe.projections.engine.Coordinates;
import io.cogniscribe.projections.engine.RecordReader;
import io.cogniscribe.projections.parking.ParkedEvent;
import io.cogniscribe.projections.parking.Retry;
import io.cogniscribe.projections.parking.Selection;
import io.cogniscribe.projections.parking.SkipLog;
import io.cogniscribe.projections.parking.SkippedEvent;
import io.cogniscribe.replay.rebuild.Meter.Step;
import io.cogniscribe.replay.verify.Verdict;
import io.cogniscribe.settings.ExitCode;
import io.cogniscribe.settings.Settings;
import io.cogniscribe.settings.UnavailableException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

@Command(
    name = "skip",
    description =
        "Makes every projection skip a parked event, now and in every rebuild, and "
            + "applies the events that wait behind it. The log keeps the event, and the audit "
            + "log keeps the operator and the reason. A skip cannot be undone. A projection "
            + "that had applied the event is compared with the log and repaired, as by 'replay "
            + "verify --all --repair'. After an interruption, run it again. Needs an operator's "
            + "token in COGNISCRIBE_TOKEN ('./cogniscribe token --role operator').",
    exitCodeList = {
      "1:the event is not parked, some aggregates are still parked, or a repair failed",
      "3:a server does not answer, or the audit log does not have the skip yet"
    },
    footer = {"  ./cogniscribe replay parked skip jobs.events-3@42 --reason 'test data'"})
final class ParkedSkipCommand extends ReportingCommand {

  private static final Duration TRAIL_WITHIN = Duration.ofSeconds(30);
  private static final long POLL_MILLIS = 100;

  @Parameters(paramLabel = "TOPIC-PARTITION@OFFSET", description = "The event's position.")
  private String record = "";

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "TEXT",
      description = "The reason, for the audit log: up to 500 characters.")
  private String reason = "";

  @Option(
      names = "--command-url",
      paramLabel = "URL",
      description = "The command-service's address; COMMAND_URL by default.")
  private @Nullable URI commandUrl;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "A file with the operator's token; COGNISCRIBE_TOKEN by default.")
  private @Nullable Path tokenFile;

  /**
   * The result, as JSON has it.
   *
   * @param projections the projections that skip the record from now on
   * @param repaired the groups of rows or keys from which the record was removed
   * @param unrepaired the groups from which it could not be removed, and the reason
   */
  record Outcome(
      String skipped,
      List<String> projections,
      List<String> repaired,
      List<String> unrepaired,
      long applied,
      int aggregatesStillParked) {}

  @Override
  ExitCode execute() throws SQLException {
    if (reason.isBlank() || reason.length() > 500) {
      throw usageError("--reason needs a text of 1 to 500 characters");
    }
    Coordinates at = parsed(record, ParkedShowCommand::coordinates);
    SkipRecorder recorder = recorder();
    try (ParkedStores stores = new ParkedStores(tools(), ReplayTools.ALL);
        RecordReader log = new RecordReader(tools().kafka())) {
      List<ParkedWork<?>> reading =
          stores.all().stream().filter(work -> work.reads(at.partition().topic())).toList();
      Optional<String> streamKey = streamKey(reading, at);
      if (streamKey.isEmpty()) {
        note(at + " is not parked. See 'replay parked list'. Nothing was skipped.");
        return ExitCode.FAILED;
      }
      for (ParkedWork<?> work : reading) {
        Optional<Coordinates> first = work.store().find(at).map(work::firstOfAggregate);
        if (first.isPresent() && !first.get().equals(at)) {
          note(
              ("Nothing was skipped: %s waits behind %s of its aggregate in '%s'. Skip or "
                      + "retry that one first.")
                  .formatted(at, first.get(), work.name()));
          return ExitCode.FAILED;
        }
      }
      record(reading, at, streamKey.get(), recorder);
      return skip(reading, at, streamKey.get(), log);
    }
  }

  /**
   * Returns the aggregate of a record that is parked, or that was skipped in a projection before.
   */
  private Optional<String> streamKey(List<ParkedWork<?>> reading, Coordinates at) {
    SkipLog auditLog = new SkipLog(tools().kafka());
    return reading.stream()
        .flatMap(work ->
            Stream.concat(
                work.store().find(at).map(ParkedEvent::streamKey).stream(),
                work.store().skipped(auditLog).stream()
                    .filter(skip -> skip.at().equals(at))
                    .map(SkippedEvent::streamKey)))
        .findFirst();
  }

  private void record(
      List<ParkedWork<?>> reading, Coordinates at, String streamKey, SkipRecorder recorder) {
    SkipLog auditLog = new SkipLog(tools().kafka());
    reading.stream()
        .filter(work -> !work.skips(at, auditLog))
        .forEach(work -> recorder.record(work.projection().storedName(), at, streamKey, reason));
    Instant giveUp = Instant.now().plus(TRAIL_WITHIN);
    reading.forEach(work -> awaitAuditLog(work, at, giveUp));
  }

  private ExitCode skip(
      List<ParkedWork<?>> reading, Coordinates at, String streamKey, RecordReader log)
      throws SQLException {
    long applied = 0;
    int failed = 0;
    List<String> repaired = new ArrayList<>();
    List<String> unrepaired = new ArrayList<>();
    for (ParkedWork<?> work : reading) {
      if (work.store().find(at).isPresent()) {
        Selection aggregate = new Selection(Set.of(streamKey), null);
        Retry.Result result = work.retry(log, Step.UNTOLD).run(aggregate);
        applied += result.applied() - 1;
        failed += result.failed();
      } else {
        // A projector that still expects the record would park the next event of a repaired
        // aggregate.
        work.store().readAgain();
        for (Verdict verdict : new Comparisons(tools(), meter(), 1, true).of(work.name())) {
          verdict.repaired().forEach(group -> repaired.add(work.name() + ": " + group));
          verdict.unrepaired().forEach(group -> unrepaired.add(work.name() + ": " + group));
        }
      }
    }
    List<String> names = reading.stream().<String>map(ParkedWork::name).toList();
    Outcome outcome = new Outcome(at.toString(), names, repaired, unrepaired, applied, failed);
    print(outcome, words(outcome));
    return failed == 0 && unrepaired.isEmpty() ? ExitCode.OK : ExitCode.FAILED;
  }

  private static String words(Outcome outcome) {
    StringJoiner lines = new StringJoiner("\n");
    lines.add(
        "%s is skipped in %s, and recorded; %,d later events of its aggregate were applied%s"
            .formatted(
                outcome.skipped(),
                String.join(", ", outcome.projections()),
                outcome.applied(),
                outcome.aggregatesStillParked() == 0
                    ? "."
                    : ", the others are still parked. See 'replay parked list'."));
    outcome.repaired().forEach(group -> lines.add("  repaired: " + group));
    outcome.unrepaired().forEach(group -> lines.add("  not repaired: " + group));
    return lines.toString();
  }

  /** Waits until the audit log has the skip; projections read skips from there. */
  private void awaitAuditLog(ParkedWork<?> work, Coordinates at, Instant giveUp) {
    SkipLog auditLog = new SkipLog(tools().kafka());
    while (!work.skips(at, auditLog)) {
      if (Instant.now().isAfter(giveUp)) {
        throw new UnavailableException(
            "the skip is recorded, but the audit log does not have it yet. Check that the "
                + "command-service runs, then skip again (it is recorded once).");
      }
      try {
        Thread.sleep(POLL_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
    }
  }

  private SkipRecorder recorder() {
    Settings settings = settings();
    URI service =
        commandUrl == null
            ? settings
                .commandUrl()
                .orElseThrow(() ->
                    usageError(
                        "the command-service records skips. Set COMMAND_URL or --command-url."))
            : commandUrl;
    return new SkipRecorder(service, token(settings));
  }

  private String token(Settings settings) {
    if (tokenFile != null) {
      try {
        return Files.readString(tokenFile).strip();
      } catch (IOException e) {
        throw new ParameterException(command(), tokenFile + " cannot be read", e);
      }
    }
    return settings
        .value("COGNISCRIBE_TOKEN")
        .orElseThrow(() ->
            usageError(
                "a skip is recorded in an operator's name. Set COGNISCRIBE_TOKEN to a "
                    + "token of './cogniscribe token --role operator', or set --token-file."));
  }
}

package io.cogniscribe.projector.cli;

import io.cogniscribe.projector.engine.Coordinates;
import io.cogniscribe.projector.engine.RecordReader;
import io.cogniscribe.projector.parking.ParkedEvent;
import io.cogniscribe.projector.parking.ParkedStore;
import io.cogniscribe.projector.parking.Retry;
import io.cogniscribe.projector.parking.Selection;
import io.cogniscribe.projector.parking.SkipTrail;
import io.cogniscribe.projector.replay.Meter.Step;
import io.cogniscribe.settings.ExitCode;
import io.cogniscribe.settings.Settings;
import io.cogniscribe.settings.UnavailableException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Has a projection pass over a parked record, for good. */
@Command(
    name = "skip",
    description = {
      "Has a projection pass over a parked record, now and in every rebuild, and applies what waits",
      "behind it. The log keeps the record, and the audit trail who did it and why. It cannot be taken",
      "back. A record that several projections have parked is skipped in one: name it.",
      "Needs an operator's token in COGNISCRIBE_TOKEN ('./cogniscribe token --role operator')."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = HelpText.EXIT_CODES,
    exitCodeList = {
      HelpText.DONE,
      "1:it is not parked, or some are parked still",
      HelpText.WRONGLY,
      "3:something does not answer, or the trail has not got it yet"
    },
    footerHeading = HelpText.EXAMPLES,
    footer = {
      "  ./cogniscribe replay parked skip jobs.events-3@42 --projection jobs --reason 'test data'"
    })
final class ParkedSkipCommand implements Callable<Integer> {

  private static final Duration TRAIL_WITHIN = Duration.ofSeconds(30);
  private static final long POLL_MILLIS = 100;

  private final ReplayTools tools;

  @Mixin private Report report = new Report();
  @Mixin private ParkedOption projection = new ParkedOption();

  @Parameters(paramLabel = "TOPIC-PARTITION@OFFSET", description = "Where it stands in the log.")
  private String record = "";

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "TEXT",
      description = "Why, for those who read the audit trail: up to 500 characters.")
  private String reason = "";

  @Option(
      names = "--command-url",
      paramLabel = "URL",
      description = "The command-service; otherwise COMMAND_URL.")
  private @Nullable URI commandUrl;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "A file with the operator's token; otherwise COGNISCRIBE_TOKEN.")
  private @Nullable Path tokenFile;

  ParkedSkipCommand(ReplayTools tools) {
    this.tools = tools;
  }

  /** What came of it, as JSON has it. */
  record Outcome(String skipped, long applied, int aggregatesStillParked) {}

  @Override
  public Integer call() {
    if (reason.isBlank() || reason.length() > 500) {
      throw new ParameterException(
          report.command(),
          "--reason needs a text of up to 500 characters: why may it be skipped?");
    }
    Coordinates at = ParkedShowCommand.coordinates(record, report.command());
    SkipRecorder recorder = recorder();
    try (ParkedStores stores = new ParkedStores(tools, projection.name(), report.command());
        RecordReader log = new RecordReader(tools.kafka())) {
      List<ParkedWork<?>> parked =
          stores.all().stream().filter(work -> work.store().find(at).isPresent()).toList();
      if (parked.size() > 1) {
        throw new ParameterException(
            report.command(),
            at
                + " is parked in several projections, name one of them: --projection "
                + parked.stream().map(work -> work.projection().name()).toList());
      }
      if (parked.isEmpty()) {
        report.note(at + " is not parked: see 'replay parked list'. Nothing was skipped.");
        return ExitCode.FAILED.number();
      }
      return skip(parked.getFirst(), at, recorder, log);
    }
  }

  private <E> int skip(
      ParkedWork<E> work, Coordinates at, SkipRecorder recorder, RecordReader log) {
    ParkedStore<E> store = work.store();
    ParkedEvent event = store.find(at).orElseThrow();
    Selection aggregate = new Selection(Set.of(event.streamKey()), null);
    ParkedEvent first = store.heads(at.partition(), -1, aggregate, 1).getFirst();
    if (!first.at().equals(at)) {
      report.note(
          "%s waits behind %s of its aggregate: that one first. Nothing was skipped."
              .formatted(at, first.at()));
      return ExitCode.FAILED.number();
    }
    recorder.record(work.projection().name(), event, reason);
    awaitTrail(store, at);
    Retry.Result result = work.retry(log, Step.UNTOLD).run(aggregate);
    report.print(
        new Outcome(at.toString(), result.applied() - 1, result.failed()),
        "%s is skipped, and recorded; %,d later events of its aggregate were applied%s"
            .formatted(
                at,
                result.applied() - 1,
                result.failed() == 0
                    ? "."
                    : ", the others are parked still: see 'replay parked list'."));
    return (result.failed() == 0 ? ExitCode.OK : ExitCode.FAILED).number();
  }

  /** Projections learn of skips from the trail, and so does this one. */
  private void awaitTrail(ParkedStore<?> store, Coordinates at) {
    SkipTrail trail = new SkipTrail(tools.kafka());
    Instant giveUp = Instant.now().plus(TRAIL_WITHIN);
    while (store.skipped(trail).stream().noneMatch(skip -> skip.at().equals(at))) {
      if (Instant.now().isAfter(giveUp)) {
        throw new UnavailableException(
            "the skip is recorded, but not in the trail yet: see that the command-service decides, "
                + "then skip again (it is recorded once)");
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
    Settings settings = tools.settings();
    URI service =
        commandUrl == null
            ? settings
                .commandUrl()
                .orElseThrow(() ->
                    new ParameterException(
                        report.command(),
                        "a skip is recorded by the command-service: set COMMAND_URL or --command-url"))
            : commandUrl;
    return new SkipRecorder(service, token(settings));
  }

  private String token(Settings settings) {
    if (tokenFile != null) {
      try {
        return Files.readString(tokenFile).strip();
      } catch (IOException e) {
        throw new ParameterException(report.command(), tokenFile + " cannot be read", e);
      }
    }
    return settings
        .value("COGNISCRIBE_TOKEN")
        .orElseThrow(() ->
            new ParameterException(
                report.command(),
                "a skip is recorded in an operator's name: set COGNISCRIBE_TOKEN to a token of "
                    + "'./cogniscribe token --role operator', or name a file by --token-file"));
  }
}

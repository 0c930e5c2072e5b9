package io.cogniscribe.projector.cli;

import com.zaxxer.hikari.HikariDataSource;
import io.cogniscribe.projector.ProjectionCatalogue;
import io.cogniscribe.projector.engine.LogReader;
import io.cogniscribe.projector.engine.Projection;
import io.cogniscribe.projector.postgres.VerifiableProjection;
import io.cogniscribe.projector.redis.RedisConnections;
import io.cogniscribe.projector.redis.VerifiableKeys;
import io.cogniscribe.projector.replay.LogExtent;
import io.cogniscribe.projector.replay.Meter;
import io.cogniscribe.projector.verify.KeyVerification;
import io.cogniscribe.projector.verify.Pace;
import io.cogniscribe.projector.verify.Verdict;
import io.cogniscribe.projector.verify.Verification;
import io.cogniscribe.settings.ExitCode;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import redis.clients.jedis.RedisClient;

/** Compares rows and keys with the log where they are. */
@Command(
    name = "verify",
    description = {
      "Compares rows and keys with the log where they are, without a rebuild; live goes on.",
      "Folds jobs, accounts, keys, records of the trail and months of users from the log, one by",
      "one, up to the position that their rows have, and names each row that differs, with the",
      "offsets of its events; likewise tasks, counters and open sessions in Redis."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = HelpText.EXIT_CODES,
    exitCodeList = {
      "0:all that was compared is what the log says",
      "1:some were not, repaired or not",
      HelpText.WRONGLY,
      HelpText.NO_ANSWER
    },
    footerHeading = HelpText.EXAMPLES,
    footer = {
      "  ./cogniscribe replay verify",
      "  ./cogniscribe replay verify --sample 5%%",
      "  ./cogniscribe replay verify --projection jobs --all --repair"
    })
final class VerifyCommand implements Callable<Integer> {

  private static final String DEFAULT_SAMPLE = "1%";
  private static final double PERCENT = 100;

  private final ReplayTools tools;

  @Mixin private Report report = new Report();

  @Option(
      names = "--projection",
      paramLabel = "NAME",
      defaultValue = ReplayTools.ALL,
      description = ReadModels.NAMES + ", or all (the default).")
  private String projection = ReplayTools.ALL;

  @ArgGroup private @Nullable Part part;

  @Option(
      names = "--repair",
      description = "Replaces what differs by what the log says, one aggregate at a time.")
  private boolean repair;

  /** How much is compared. */
  static final class Part {

    @Option(
        names = "--sample",
        paramLabel = "N%",
        description = "Compares so many of them, others each time (1%% by default).")
    private String sample = DEFAULT_SAMPLE;

    @Option(names = "--all", description = "Compares all of them.")
    private boolean all;
  }

  VerifyCommand(ReplayTools tools) {
    this.tools = tools;
  }

  @Override
  public Integer call() throws SQLException {
    double share = share();
    long salt = new SecureRandom().nextLong();
    List<VerifiableProjection<?>> tables = tools.verifiable(projection);
    List<VerifiableKeys<?>> keys = tools.verifiableKeys(projection);
    if (tables.isEmpty() && keys.isEmpty()) {
      throw new ParameterException(
          report.command(),
          "there is no projection '%s': name one of %s, or all"
              .formatted(projection, ReadModels.NAMES));
    }
    List<Verdict> verdicts = new ArrayList<>(rows(tables, share, salt));
    verdicts.addAll(keys(keys, share, salt));
    report.print(verdicts, verdicts.stream().map(VerifyText::of).collect(Collectors.joining("\n")));
    boolean clean = verdicts.stream().allMatch(Verdict::isClean);
    return (clean ? ExitCode.OK : ExitCode.FAILED).number();
  }

  private List<Verdict> rows(List<VerifiableProjection<?>> projections, double share, long salt)
      throws SQLException {
    if (projections.isEmpty()) {
      return List.of();
    }
    LogReader log = new LogReader(tools.kafka());
    List<Verdict> verdicts = new ArrayList<>();
    try (HikariDataSource database = tools.connections()) {
      for (VerifiableProjection<?> each : projections) {
        verdicts.add(
            measured(
                each,
                share,
                pace ->
                    new Verification(database, log, scratch(), pace, _ -> {})
                        .run(each, share, salt, repair)));
      }
    }
    return verdicts;
  }

  private List<Verdict> keys(List<VerifiableKeys<?>> projections, double share, long salt)
      throws SQLException {
    if (projections.isEmpty()) {
      return List.of();
    }
    LogReader log = new LogReader(tools.kafka());
    List<Verdict> verdicts = new ArrayList<>();
    try (RedisClient redis = RedisConnections.open(tools.settings().redisForReplay())) {
      for (VerifiableKeys<?> each : projections) {
        verdicts.add(
            measured(
                each,
                share,
                pace ->
                    new KeyVerification(redis, log, scratch(), pace, _ -> {})
                        .run(each, share, salt, repair)));
      }
    }
    return verdicts;
  }

  /** Compares one projection, at the pace that it is given. */
  private interface Comparing {
    Verdict at(Pace pace) throws SQLException;
  }

  /** Each record counts when it is read, and again when it is folded. */
  private Verdict measured(Projection<?> each, double share, Comparing comparing)
      throws SQLException {
    long offsets = LogExtent.of(tools.kafka(), each).length();
    try (Meter.Step step =
        report.meter().begin("verify " + each.name(), Math.round(offsets * (1 + share)))) {
      return comparing.at(records -> step.add(records, 0));
    }
  }

  private Path scratch() {
    return ProjectionCatalogue.scratch(tools.settings());
  }

  private double share() {
    Part chosen = part == null ? new Part() : part;
    if (chosen.all) {
      return 1;
    }
    try {
      double percent = Double.parseDouble(chosen.sample.replaceFirst("%$", ""));
      if (percent > 0 && percent <= PERCENT) {
        return percent / PERCENT;
      }
    } catch (NumberFormatException notANumber) {
      // Reported below, like a number out of bounds.
    }
    throw new ParameterException(
        report.command(),
        "--sample is '%s': give a part above 0%% and up to 100%%, such as 5%%, or --all"
            .formatted(chosen.sample));
  }
}

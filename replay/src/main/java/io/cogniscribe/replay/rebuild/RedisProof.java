package io.cogniscribe.replay.rebuild;

import io.cogniscribe.projections.engine.LogReader;
import io.cogniscribe.projections.redis.RedisKeys;
import io.cogniscribe.projections.redis.RedisProjection;
import io.cogniscribe.replay.rebuild.Meter.Step;
import io.cogniscribe.replay.rebuild.RedisCells.Look;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;

/**
 * Compares both databases of Redis, key by key. First compares all keys while the projector
 * continues. Then compares the keys that differ again at equal positions, since their events may
 * have been in flight. Sums are always compared at equal positions.
 */
record RedisProof(
    RedisGenerations generations, RedisCandidate candidate, LogReader log, Meter meter) {

  private static final int SHOWN = 100;
  private static final int PAGE = 500;

  /** The number of cells that are compared again during one pause of the projector. */
  private static final int GROUP = 1_000;

  /** Above this limit, differences are counted without a second look. */
  private static final int MAX_SUSPECTS = 50_000;

  Comparison compare() {
    // Without this, a database close to the active positions may still be empty and look like an
    // empty generation.
    candidate.statusTogether(() -> Optional.of(true));
    Survey survey = survey();
    List<RowDifference> shown = new ArrayList<>();
    RedisParkings parked = new RedisParkings(List.of());
    long differences = survey.beyond;
    List<Cell> suspects = List.copyOf(survey.suspects);
    try (Step step = meter.begin("prove " + generations.name() + " again", suspects.size())) {
      for (int from = 0; from < suspects.size(); from += GROUP) {
        if (from > 0) {
          Hold.pause(Hold.PAUSE_MILLIS);
        }
        List<Cell> group = suspects.subList(from, Math.min(suspects.size(), from + GROUP));
        Exact exact = candidate.statusTogether(() -> exact(group));
        parked = exact.parked;
        List<RowDifference> rows =
            parked.unexplained(exact.rows, log).stream()
                .filter(row -> !mayDiffer(row.key()))
                .toList();
        differences += rows.size();
        rows.stream().limit(SHOWN - shown.size()).forEach(shown::add);
        step.add(group.size(), 0);
      }
    }
    return new Comparison(
        generations.name(),
        survey.keys,
        differences,
        shown,
        parked.nowApplicable(),
        parked.regressed(),
        survey.ofActive > 0 && survey.ofOther == 0 ? List.of("Redis") : List.of());
  }

  /** The result of the comparison while the projector continues. */
  private static final class Survey {

    private final Set<Cell> suspects = new LinkedHashSet<>();
    private long keys;
    private long ofActive;
    private long ofOther;
    private long beyond;

    void suspect(List<Cell> cells) {
      for (Cell cell : cells) {
        if (suspects.size() < MAX_SUSPECTS) {
          suspects.add(cell);
        } else if (!suspects.contains(cell)) {
          beyond++;
        }
      }
    }
  }

  private record Exact(List<RowDifference> rows, RedisParkings parked) {}

  private Survey survey() {
    RedisCells cells = new RedisCells(generations);
    Survey survey = new Survey();
    for (RedisProjection<?> projection : generations.projections()) {
      survey.suspect(projection.keysToForget().stream().map(Cell::of).toList());
    }
    long total = generations.active().dbSize() + generations.other().dbSize();
    try (Step step = meter.begin("prove " + generations.name(), total)) {
      Set<Cell> large = new HashSet<>();
      keys(
          generations.active(),
          page -> {
            look(cells, page, survey, large, step);
            survey.keys += page.size();
            survey.ofActive += page.size();
          });
      keys(
          generations.other(),
          page -> {
            List<Cell> missing = missingIn(generations.active(), page);
            look(cells, missing, survey, large, step);
            survey.keys += missing.size();
            survey.ofOther += page.size();
            step.add(page.size() - (long) missing.size(), 0);
          });
      for (Cell cell : large) {
        fields(generations.active(), cell.key(), page -> look(cells, page, survey, large, step));
        fields(generations.other(), cell.key(), page -> look(cells, page, survey, large, step));
      }
    }
    return survey;
  }

  private static List<Cell> missingIn(UnifiedJedis redis, List<Cell> cells) {
    List<Response<Boolean>> found = new ArrayList<>();
    try (AbstractPipeline questions = redis.pipelined()) {
      cells.forEach(cell -> found.add(questions.exists(cell.key())));
    }
    return IntStream.range(0, cells.size())
        .filter(i -> !found.get(i).get())
        .mapToObj(cells::get)
        .toList();
  }

  private void look(RedisCells cells, List<Cell> page, Survey survey, Set<Cell> large, Step step) {
    if (page.isEmpty()) {
      return;
    }
    Look look = cells.look(page, false);
    survey.suspect(look.different());
    large.addAll(look.large());
    step.add(page.size(), 0);
  }

  private void keys(UnifiedJedis redis, Consumer<List<Cell>> pages) {
    Set<String> books =
        Stream.concat(
                generations
                    .keys()
                    .flatMap(each ->
                        Stream.of(
                            each.positions(),
                            each.parkedStreams(),
                            each.parkedEvents(),
                            each.parkedLast(),
                            each.retries(),
                            each.skips(),
                            each.heartbeat(),
                            each.beats())),
                Stream.of(RedisKeys.GENERATION, RedisKeys.HOLD))
            .collect(Collectors.toSet());
    String cursor = ScanParams.SCAN_POINTER_START;
    do {
      ScanResult<String> page = redis.scan(cursor, new ScanParams().count(PAGE));
      pages.accept(
          page.getResult().stream()
              .filter(key -> !books.contains(key) && !isBook(key))
              .map(Cell::of)
              .toList());
      cursor = page.getCursor();
    } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
  }

  private boolean mayDiffer(String key) {
    return generations.projections().stream()
        .anyMatch(each -> each.mayDiffer(key, generations.active(), generations.other()));
  }

  private boolean isBook(String key) {
    return generations.projections().stream().anyMatch(projection -> projection.isBook(key));
  }

  private static void fields(UnifiedJedis redis, String key, Consumer<List<Cell>> pages) {
    String cursor = ScanParams.SCAN_POINTER_START;
    do {
      ScanResult<Map.Entry<String, String>> page =
          redis.hscan(key, cursor, new ScanParams().count(PAGE));
      pages.accept(page.getResult().stream().map(entry -> new Cell(key, entry.getKey())).toList());
      cursor = page.getCursor();
    } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
  }

  private Optional<Exact> exact(List<Cell> group) {
    Look look = new RedisCells(generations).look(group, true);
    return look.together()
        ? Optional.of(new Exact(look.rows(), RedisParkings.of(generations)))
        : Optional.empty();
  }
}

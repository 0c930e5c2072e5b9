package io.cogniscribe.replay.rebuild;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.cogniscribe.projections.redis.RedisProjection;
import io.cogniscribe.projections.redis.Script;
import io.cogniscribe.replay.rebuild.RowDifference.ColumnDifference;
import io.cogniscribe.replay.rebuild.RowDifference.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.json.JsonMapper;

/** Compares keys of both databases in one step. */
record RedisCells(RedisGenerations generations) {

  private static final Script COMPARE = Script.load("compare.lua");

  /** The tolerated difference of expiries: they are in whole seconds, and clocks differ. */
  private static final long TOLERANCE_MILLIS = 1_000;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .changeDefaultPropertyInclusion(
              inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
          .build();

  /**
   * The result of a comparison.
   *
   * @param together true when both databases had equal positions
   * @param large keys whose fields are to be compared one by one
   */
  record Look(boolean together, List<Cell> different, List<RowDifference> rows, List<Cell> large) {}

  private record Request(
      int active,
      int other,
      boolean exactly,
      long tolerance,
      Set<String> fading,
      List<Cell> cells) {}

  /**
   * Compares cells.
   *
   * @param exactly true to compare only when both databases have equal positions
   */
  Look look(List<Cell> cells, boolean exactly) {
    Set<String> fading = new TreeSet<>();
    generations.projections().stream().map(RedisProjection::fadingFields).forEach(fading::addAll);
    Request request =
        new Request(
            generations.activeNumber(),
            generations.otherNumber(),
            exactly,
            TOLERANCE_MILLIS,
            fading,
            cells);
    List<?> answer =
        (List<?>)
            COMPARE.run(
                generations.active(),
                generations.positionKeys(),
                List.of(JSON.writeValueAsString(request)));
    List<Cell> different = new ArrayList<>();
    List<RowDifference> rows = new ArrayList<>();
    List<Cell> large = new ArrayList<>();
    for (Object each : answer.subList(1, answer.size())) {
      List<?> parts = (List<?>) each;
      Cell cell = cells.get(((Long) parts.getFirst()).intValue() - 1);
      switch (text(parts, 1)) {
        case "large" -> large.add(cell);
        case "missing" -> add(different, rows, cell, Kind.MISSING, fields(parts));
        case "orphaned" -> add(different, rows, cell, Kind.ORPHANED, fields(parts));
        default -> add(different, rows, cell, Kind.DIFFERENT, fields(parts));
      }
    }
    return new Look(Long.valueOf(1).equals(answer.getFirst()), different, rows, large);
  }

  private static void add(
      List<Cell> different,
      List<RowDifference> rows,
      Cell cell,
      Kind kind,
      List<ColumnDifference> fields) {
    different.add(cell);
    rows.add(new RowDifference("redis", cell.name(), kind, fields));
  }

  private static List<ColumnDifference> fields(List<?> parts) {
    List<ColumnDifference> fields = new ArrayList<>();
    for (int i = 2; i + 2 < parts.size(); i += 3) {
      fields.add(new ColumnDifference(text(parts, i), text(parts, i + 1), text(parts, i + 2)));
    }
    return fields;
  }

  private static String text(List<?> parts, int index) {
    return String.valueOf(parts.get(index));
  }
}

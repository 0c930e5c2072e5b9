package io.cogniscribe.web.access;

import io.cogniscribe.web.access.Attempt.Answer;
import io.cogniscribe.web.security.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Results of testing each cell of a service's table with real requests. */
public record Walk(List<Step> steps) {

  /** Number of concurrent requests: most of a step's time is spent waiting for the log. */
  private static final int AT_ONCE = 8;

  /** Number of times that an attempt is sent to an overloaded service. */
  private static final int MOST_SENT = 20;

  /** A cell and the answer of the service. */
  public record Step(Cell cell, Answer answer) {

    /** Returns why the table and the service disagree; empty if they agree. */
    public Optional<String> contradiction() {
      return cell.contradiction(answer.status(), answer.code());
    }

    @Override
    public String toString() {
      return cell.toString();
    }
  }

  /** Tests every row of the side, cell by cell. */
  public static Walk of(Side side, List<Attempt> attempts) {
    List<Route> rows = AccessTable.of(side);
    demandAttempts(rows, attempts);
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      List<CompletableFuture<Step>> steps = new ArrayList<>();
      for (Attempt attempt : attempts) {
        for (Cell cell : attempt.cells(rowOf(attempt, rows))) {
          steps.add(
              CompletableFuture.supplyAsync(() -> new Step(cell, answer(attempt, cell)), threads));
        }
      }
      return new Walk(steps.stream().map(CompletableFuture::join).toList());
    }
  }

  /**
   * Sends the attempt again while the service is overloaded, as its clients do: on a busy machine a
   * password may wait too long to be hashed, which says nothing about the table.
   */
  private static Answer answer(Attempt attempt, Cell cell) {
    Answer answer = attempt.sender().send(cell.caller(), cell.whose());
    for (int sent = 1; sent < MOST_SENT && answer.code().equals("overloaded"); sent++) {
      answer = attempt.sender().send(cell.caller(), cell.whose());
    }
    return answer;
  }

  /**
   * Returns the rows with one changed cell that no step would have detected. There must be none.
   */
  public List<Route> unnoticedChanges(Side side) {
    return AccessTable.of(side).stream()
        .flatMap(row -> changes(row).stream())
        .filter(changed ->
            steps.stream()
                .filter(step -> step.cell().route().name().equals(changed.name()))
                .map(step -> new Step(step.cell().in(changed), step.answer()))
                .allMatch(step -> step.contradiction().isEmpty()))
        .toList();
  }

  private static List<Route> changes(Route row) {
    List<Route> changes = new ArrayList<>();
    for (Reach reach : Reach.values()) {
      if (reach != Reach.OWN) {
        changes.add(with(row, null, reach));
      }
      for (Role role : Role.values()) {
        changes.add(with(row, role, reach));
      }
    }
    changes.removeIf(row::equals);
    return changes;
  }

  private static Route with(Route row, @Nullable Role changed, Reach reach) {
    return new Route(
        row.side(),
        row.method(),
        row.path(),
        changed == null ? reach : row.nobody(),
        changed == Role.USER ? reach : row.user(),
        changed == Role.WORKER ? reach : row.worker(),
        changed == Role.PRODUCER ? reach : row.producer(),
        changed == Role.OPERATOR ? reach : row.operator(),
        row.audited());
  }

  private static void demandAttempts(List<Route> rows, List<Attempt> attempts) {
    for (Route row : rows) {
      if (attempts.stream().noneMatch(attempt -> attempt.route().equals(row.name()))) {
        throw new IllegalStateException("no attempt tries " + row + ": add one to the walk");
      }
    }
  }

  private static Route rowOf(Attempt attempt, List<Route> rows) {
    return rows.stream()
        .filter(row -> row.name().equals(attempt.route()))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(attempt.route() + " has no row"));
  }
}

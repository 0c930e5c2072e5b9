package io.cogniscribe.web.access;

import io.cogniscribe.web.access.Cell.Whose;
import io.cogniscribe.web.security.Role;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A way to try a route: sends a request that succeeds unless the caller lacks permission.
 *
 * @param route its name, such as {@code GET /api/jobs/{id}}
 * @param about the owners whose data the route can be asked for
 */
public record Attempt(String route, About about, Sender sender) {

  /** The owners whose data a route can be asked for. */
  public enum About {
    /** The resource has no owner. */
    NOTHING_OWNED,
    /** The caller only. */
    CALLER,
    /** Any user: the request names the resource or its owner. */
    ANYBODY
  }

  /** Prepares the requested resource and sends the request. */
  public interface Sender {

    /**
     * Sends a real request.
     *
     * @param caller null for a request without a token
     */
    Answer send(@Nullable Role caller, Whose whose);
  }

  /**
   * The answer of a service.
   *
   * @param code of the problem; empty for a success
   */
  public record Answer(int status, String code) {}

  /** Returns the cells of the row that this attempt tests. */
  List<Cell> cells(Route row) {
    List<Cell> cells = new ArrayList<>();
    cells.add(new Cell(row, null, about == About.ANYBODY ? Whose.ANOTHERS : Whose.NOBODYS));
    for (Role role : Role.values()) {
      switch (about) {
        case NOTHING_OWNED -> cells.add(new Cell(row, role, Whose.NOBODYS));
        case CALLER -> cells.add(new Cell(row, role, Whose.ONLY_OWN));
        case ANYBODY -> {
          cells.add(new Cell(row, role, Whose.OWN));
          cells.add(new Cell(row, role, Whose.ANOTHERS));
        }
      }
    }
    return cells;
  }
}

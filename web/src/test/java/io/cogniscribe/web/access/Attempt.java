package io.cogniscribe.web.access;

import io.cogniscribe.web.access.Cell.Whose;
import io.cogniscribe.web.security.Role;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a route is tried: with a request that succeeds, unless its sender may not.
 *
 * @param route its name, such as {@code GET /api/jobs/{id}}
 * @param about whose things the route may be asked for
 */
public record Attempt(String route, About about, Sender sender) {

  /** Whose things a route may be asked for. */
  public enum About {
    /** What nobody owns. */
    NOTHING_OWNED,
    /** The caller's alone. */
    CALLER,
    /** Anybody's: the request names the thing or its owner. */
    ANYBODY
  }

  /** Prepares what is asked for, and asks. */
  public interface Sender {

    /**
     * Sends a real request.
     *
     * @param caller null for nobody, who is to send no token
     */
    Answer send(@Nullable Role caller, Whose whose);
  }

  /**
   * What a service answered.
   *
   * @param code of the problem; empty for a success
   */
  public record Answer(int status, String code) {}

  /** The cells of the row that this tries. */
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

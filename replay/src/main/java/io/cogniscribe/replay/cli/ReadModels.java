package io.cogniscribe.replay.cli;

import com.zaxxer.hikari.HikariDataSource;
import io.cogniscribe.replay.rebuild.ReadModel;
import io.cogniscribe.replay.rebuild.ReadModel.Remains;
import io.cogniscribe.replay.rebuild.ReplayException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The read models of a command, and the connections that they share. */
record ReadModels(HikariDataSource database, List<ReadModel> list) implements AutoCloseable {

  /** The names of the read models on the command line. */
  static final String NAMES =
      "jobs, users, sessions, api-keys, audit, usage, progress (all of Redis)";

  List<String> names() {
    return list.stream().map(ReadModel::name).toList();
  }

  /**
   * Returns the read models with which an interrupted rebuild must continue. A rebuild handles them
   * in order. So a read model without remains was swapped in when a later one has remains, and was
   * not begun otherwise.
   *
   * @throws ReplayException when no read model has remains
   */
  List<ReadModel> afterInterruption() throws SQLException {
    int last = -1;
    Set<ReadModel> begun = new HashSet<>();
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i).remains() != Remains.NOTHING) {
        begun.add(list.get(i));
        last = i;
      }
    }
    if (begun.isEmpty()) {
      throw new ReplayException("there is no rebuild to resume. Start a new one.", null);
    }
    List<ReadModel> left = new ArrayList<>(list.subList(0, last + 1));
    left.retainAll(begun);
    left.addAll(list.subList(last + 1, list.size()));
    return left;
  }

  @Override
  public void close() {
    database.close();
  }
}

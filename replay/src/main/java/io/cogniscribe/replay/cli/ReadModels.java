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

/** The read models that a command works on, with the connections that they share. */
record ReadModels(HikariDataSource database, List<ReadModel> list) implements AutoCloseable {

  /** What an operator may call a read model by. */
  static final String NAMES =
      "jobs, users, sessions, api-keys, audit, usage, progress (all of Redis)";

  List<String> names() {
    return list.stream().map(ReadModel::name).toList();
  }

  /**
   * Those with which a rebuild has to go on that was broken off. It took one after the other: so
   * what comes before something that it has left, and has left nothing itself, was swapped in; and
   * what comes after all that has not been begun.
   *
   * @throws ReplayException when none has left anything
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
      throw new ReplayException("there is no rebuild to resume: start a new one", null);
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

package io.cogniscribe.projector.cli;

import com.zaxxer.hikari.HikariDataSource;
import io.cogniscribe.projector.replay.ReadModel;
import java.util.List;

/** The read models that a command works on, with the connections that they share. */
record ReadModels(HikariDataSource database, List<ReadModel> list) implements AutoCloseable {

  /** What an operator may call a read model by. */
  static final String NAMES = "jobs, users, sessions, api-keys, audit, usage, live (all of Redis)";

  List<String> names() {
    return list.stream().map(ReadModel::name).toList();
  }

  @Override
  public void close() {
    database.close();
  }
}

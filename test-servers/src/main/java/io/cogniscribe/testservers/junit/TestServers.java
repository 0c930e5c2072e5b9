package io.cogniscribe.testservers.junit;

import io.cogniscribe.testservers.server.ServerStack;
import java.util.function.Consumer;

/** The shared servers, with methods that isolate tests from each other. */
public interface TestServers extends ServerStack {

  /**
   * Returns the same Kafka with a new PostgreSQL database and unused Redis databases. Closing the
   * result drops nothing; the databases end with the servers.
   */
  ServerStack fresh();

  /**
   * Returns servers as {@link #fresh()} does, with a copy of a prepared database: copying tables
   * takes a fraction of the time to create them.
   *
   * @param template name of the database to copy
   * @param restoration prepares the database before the first copy; must leave no connection open
   */
  ServerStack fresh(String template, Consumer<ServerStack> restoration);

  /** Deletes all topics except Kafka's internal ones. Returns when they are gone. */
  void deleteTopics();

  /**
   * Deletes the topics that have had records. Deleting and creating a topic costs the broker more
   * time than most tests need.
   */
  void deleteUsedTopics();
}

package io.cogniscribe.testservers.junit;

import io.cogniscribe.testservers.server.ServerStack;
import java.util.function.Consumer;

/** The shared servers, and what keeps tests on them apart. */
public interface TestServers extends ServerStack {

  /**
   * The same Kafka, with a PostgreSQL database and a row of Redis databases that nobody has used
   * yet. Closing it drops none of them: they go with the servers.
   */
  ServerStack fresh();

  /**
   * The same, with a copy of a database that was filled once: copying tables takes a fraction of
   * making them.
   *
   * @param template names the database that is copied
   * @param filling fills it, the first time that somebody wants a copy; leaves no connection open
   */
  ServerStack fresh(String template, Consumer<ServerStack> filling);

  /** Deletes every topic but Kafka's own; returns when they are gone. */
  void deleteTopics();

  /**
   * The same for those that have had a record. Deleting and making a topic costs the broker more
   * than most tests do.
   */
  void deleteUsedTopics();
}

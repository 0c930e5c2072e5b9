package io.cogniscribe.query.access;

import jakarta.servlet.http.HttpServletRequest;

/** The way of a record into the log. */
@FunctionalInterface
interface Recorder {

  /**
   * Returns when the log has the record.
   *
   * @param path the path at which the command-service takes it
   * @param record its body
   * @param origin the request that reads, of which the record tells who sent it and from where
   */
  void record(String path, Object record, HttpServletRequest origin) throws NotRecordedException;
}

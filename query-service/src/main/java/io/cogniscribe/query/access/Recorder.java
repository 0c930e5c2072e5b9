package io.cogniscribe.query.access;

import io.cogniscribe.web.access.AccessRecord;
import jakarta.servlet.http.HttpServletRequest;

/** The way of a record into the log. */
@FunctionalInterface
interface Recorder {

  /**
   * Returns when the log has the record.
   *
   * @param origin the request that reads, of which the record tells who sent it and from where
   */
  void record(AccessRecord read, HttpServletRequest origin) throws NotRecordedException;
}

package io.cogniscribe.query.access;

import jakarta.servlet.http.HttpServletRequest;

/** Writes records of reads to the log. */
@FunctionalInterface
interface Recorder {

  /**
   * Returns after the log has the record.
   *
   * @param path path at which the command-service accepts the record
   * @param record body of the request
   * @param origin the read's request, which supplies the reader and its address
   */
  void record(String path, Object record, HttpServletRequest origin) throws NotRecordedException;
}

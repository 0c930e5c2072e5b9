package io.cogniscribe.query.job;

/**
 * A job as found in the table.
 *
 * @param textBytes size of its texts
 * @param whole whether {@code job} has its texts; long ones need a second query
 */
record StoredJob(Job job, long textBytes, boolean whole) {}

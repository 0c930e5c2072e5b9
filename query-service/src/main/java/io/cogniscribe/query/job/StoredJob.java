package io.cogniscribe.query.job;

/**
 * A job as it was found.
 *
 * @param textBytes the size of its texts
 * @param whole whether {@code job} has its texts; long ones are left for a second look
 */
record StoredJob(Job job, long textBytes, boolean whole) {}

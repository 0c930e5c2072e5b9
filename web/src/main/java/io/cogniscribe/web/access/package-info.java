/**
 * Access to routes: one table for all HTTP services, and the records by which services report reads
 * of other users' data.
 */
@NullMarked
package io.cogniscribe.web.access;

import org.jspecify.annotations.NullMarked;

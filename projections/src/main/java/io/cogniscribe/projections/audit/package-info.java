/** The audit projection: an append-only table with one partition for each month. */
@NullMarked
package io.cogniscribe.projections.audit;

import org.jspecify.annotations.NullMarked;

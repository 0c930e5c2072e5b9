/** The audit projection: who did what, appended month by month. */
@NullMarked
package io.cogniscribe.projections.audit;

import org.jspecify.annotations.NullMarked;

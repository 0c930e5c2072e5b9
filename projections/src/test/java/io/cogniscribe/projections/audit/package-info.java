/** Tests of the audit projection. */
@NullMarked
package io.cogniscribe.projections.audit;

import org.jspecify.annotations.NullMarked;

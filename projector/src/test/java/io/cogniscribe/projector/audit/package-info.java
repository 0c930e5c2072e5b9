/** Specifications of the audit projection. */
@NullMarked
package io.cogniscribe.projector.audit;

import org.jspecify.annotations.NullMarked;
